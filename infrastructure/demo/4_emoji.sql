-- Emoji that are tagged with the sea (바다)
SELECT emoji, label, len(tags) AS tags
FROM demo.emoji_ko
WHERE list_contains(tags, '바다')
ORDER BY "order"
LIMIT 5
