DELETE FROM messages WHERE id = $id AND NOT EXISTS (SELECT 1 FROM recipients WHERE message = $id)
RETURNING CASE WHEN EXISTS (SELECT 1 FROM messages AS other WHERE other.blob = messages.blob AND other.id <> $id) THEN NULL ELSE blob END
