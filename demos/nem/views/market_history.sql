-- Price and demand by region, as far back as memory goes.
SELECT region, at, price, demand FROM market
