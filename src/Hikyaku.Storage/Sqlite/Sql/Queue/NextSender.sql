SELECT sender FROM recipients WHERE destination = $destination AND held = 0 AND sender > $after ORDER BY sender LIMIT 1
