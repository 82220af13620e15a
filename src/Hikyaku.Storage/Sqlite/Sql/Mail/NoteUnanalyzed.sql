INSERT OR IGNORE INTO unanalyzed (id) SELECT $id WHERE EXISTS (SELECT 1 FROM messages WHERE id = $id)
