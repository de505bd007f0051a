SELECT SUM(demand) AS demand, MAX(at) AS at
FROM market_now
WHERE region IN (:region)
