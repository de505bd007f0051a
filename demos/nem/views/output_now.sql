-- The latest reading of each facility, with its name and place.
SELECT f.code, f.name, f.lat, f.lon, f.region, f.fuel, f.capacity, r.power, r.emissions, r.at, f.simulated
FROM (SELECT * FROM readings QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) = 1) r
JOIN facilities f ON f.code = r.facility
