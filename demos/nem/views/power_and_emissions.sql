-- Times mark the end of an interval, so a reading of 10:05 opens the bucket [10:05, 10:10) and names it.
SELECT window_start AS at, SUM(power) AS power, SUM(emissions) AS emissions
FROM TABLE(TUMBLE(TABLE output, DESCRIPTOR(at), INTERVAL '5' MINUTE))
WHERE region IN (:region) AND fuel IN (:fuel)
GROUP BY window_start
