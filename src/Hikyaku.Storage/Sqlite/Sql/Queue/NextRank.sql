SELECT rank FROM recipients WHERE destination = $destination AND held = 0 AND rank > $after ORDER BY rank LIMIT 1
