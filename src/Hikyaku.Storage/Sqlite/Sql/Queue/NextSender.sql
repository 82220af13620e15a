SELECT sender FROM recipients WHERE destination = $destination AND held = 0 AND rank = $rank AND sender > $after ORDER BY sender LIMIT 1
