SELECT SUM(power) AS power, COUNT(power) AS facilities, MAX(at) AS at
FROM output_now
WHERE region IN (:region) AND fuel IN (:fuel)
