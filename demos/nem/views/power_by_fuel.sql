SELECT window_start AS at, fuel, SUM(power) AS power
FROM TABLE(TUMBLE(TABLE output, DESCRIPTOR(at), INTERVAL '5' MINUTE))
WHERE region IN (:region)
GROUP BY window_start, fuel
