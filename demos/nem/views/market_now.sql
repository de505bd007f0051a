-- The latest price and demand of each region.
SELECT region, price, demand, at
FROM market
QUALIFY ROW_NUMBER() OVER (PARTITION BY region ORDER BY at DESC) = 1
