INSERT OR REPLACE INTO details (id, envelope, body, structure, parts, columns, preview)
SELECT $id, $envelope, $body, $structure, $parts, $columns, $preview WHERE EXISTS (SELECT 1 FROM messages WHERE id = $id)
