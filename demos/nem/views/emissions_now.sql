-- Tonnes of the latest interval: an amount, not a rate.
SELECT SUM(emissions) AS emissions, MAX(at) AS at
FROM output_now
WHERE region IN (:region) AND fuel IN (:fuel)
