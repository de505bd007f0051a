-- What the facilities give now; one that has been silent for an hour of market time gives nothing that is known.
SELECT SUM(power) AS power, COUNT(power) AS facilities, MAX(at) AS at
FROM output_now
WHERE at > NOW() - INTERVAL '1' HOUR AND region IN (:region) AND fuel IN (:fuel)
