DELETE FROM destinations WHERE name = $name AND NOT EXISTS (SELECT 1 FROM recipients WHERE destination = $name AND held = 0)
