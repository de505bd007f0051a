-- What a megawatt-hour costs where it is used: the plain mean of the regions would count South Australia as New South Wales.
-- A region without a price must not weigh in either, so its demand is left out of the divisor.
SELECT SUM(price * demand) / NULLIF(SUM(CASE WHEN price IS NOT NULL THEN demand END), 0) AS price, MAX(at) AS at
FROM market_now
WHERE region IN (:region)
