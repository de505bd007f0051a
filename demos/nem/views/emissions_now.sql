-- Tonnes of the latest interval: an amount, not a rate. Of facilities heard in the last hour of market time.
SELECT SUM(emissions) AS emissions, MAX(at) AS at
FROM output_now
WHERE at > NOW() - INTERVAL '1' HOUR AND region IN (:region) AND fuel IN (:fuel)
