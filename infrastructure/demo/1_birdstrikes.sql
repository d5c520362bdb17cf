-- Collisions with birds, and what they cost, by year
SELECT year(flight_date) AS year, count(*) AS strikes, sum(cost_total) AS dollars, max(speed_knots) AS fastest
FROM demo.birdstrikes
GROUP BY 1
ORDER BY 1
