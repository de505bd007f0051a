-- Every reading kept in memory with what is known of its facility.
SELECT r.facility, r.at, f.region, f.fuel, r.power, r.emissions
FROM readings r
JOIN facilities f ON f.code = r.facility
