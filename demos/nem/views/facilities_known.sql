-- The facilities themselves, for what the filters offer: also those that have not reported yet.
SELECT code, name, region, fuel, capacity, simulated FROM facilities
