INSERT OR REPLACE INTO details (id, envelope, body, structure, parts, preview)
SELECT $id, $envelope, $body, $structure, $parts, $preview WHERE EXISTS (SELECT 1 FROM messages WHERE id = $id)
