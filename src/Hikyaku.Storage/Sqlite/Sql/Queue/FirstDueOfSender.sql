SELECT message FROM recipients WHERE destination = $destination AND held = 0 AND rank = $rank AND sender = $sender AND next_attempt <= $now ORDER BY next_attempt LIMIT 1
