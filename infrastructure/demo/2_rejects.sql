-- The rows that were refused, and why
SELECT code, "column", message
FROM demo.birdstrikes__rejects
ORDER BY byte_offset
