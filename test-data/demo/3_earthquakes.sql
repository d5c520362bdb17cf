-- The strongest earthquakes, out of nested JSON
SELECT properties.mag AS magnitude, properties.place AS place, geometry.coordinates[2] AS latitude
FROM demo.earthquakes
ORDER BY magnitude DESC
LIMIT 5
