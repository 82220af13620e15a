INSERT OR REPLACE INTO headers (id, row) SELECT $id, $row WHERE EXISTS (SELECT 1 FROM messages WHERE id = $id)
