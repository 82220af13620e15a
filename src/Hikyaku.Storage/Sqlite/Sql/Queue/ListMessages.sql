SELECT id, blob, length, return_path_length, envelope
FROM messages AS m
WHERE id > $after AND id >= coalesce($id, 0) AND id <= coalesce($id, 9223372036854775807)
    AND ($sender IS NULL OR sender = $sender)
    AND EXISTS (SELECT 1 FROM recipients WHERE message = m.id AND ($domain IS NULL OR domain = $domain) AND ($held IS NULL OR held = $held))
ORDER BY id LIMIT $limit
