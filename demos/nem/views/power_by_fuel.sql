SELECT at, fuel, SUM(power) AS power
FROM output
WHERE region IN (:region)
GROUP BY at, fuel
