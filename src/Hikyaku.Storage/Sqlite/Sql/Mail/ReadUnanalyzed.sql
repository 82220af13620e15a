SELECT id FROM unanalyzed WHERE id > $after ORDER BY id LIMIT 256
