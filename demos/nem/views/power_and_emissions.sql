-- The readings of one interval share the time that it ends at, whatever its length.
SELECT at, SUM(power) AS power, SUM(emissions) AS emissions
FROM output
WHERE region IN (:region) AND fuel IN (:fuel)
GROUP BY at
