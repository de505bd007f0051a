-- Demand and demand-weighted price of the chosen regions over time, for the sparklines.
SELECT
  at,
  SUM(demand) AS demand,
  SUM(price * demand) / NULLIF(SUM(CASE WHEN price IS NOT NULL THEN demand END), 0) AS price
FROM market
WHERE region IN (:region)
GROUP BY at
