-- The carriers with the longest delays
SELECT carrier, count(*) AS flights, round(avg(dep_delay), 1) AS mean_delay
FROM demo.flights
GROUP BY carrier
ORDER BY mean_delay DESC
LIMIT 5
