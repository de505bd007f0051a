-- Demand and demand-weighted price of the chosen regions over time, for the sparklines.
SELECT
  window_start AS at,
  SUM(demand) AS demand,
  SUM(price * demand) / NULLIF(SUM(CASE WHEN price IS NOT NULL THEN demand END), 0) AS price
FROM TABLE(TUMBLE(TABLE market, DESCRIPTOR(at), INTERVAL '5' MINUTE))
WHERE region IN (:region)
GROUP BY window_start
