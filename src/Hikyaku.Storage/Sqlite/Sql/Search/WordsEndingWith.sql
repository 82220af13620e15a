SELECT word FROM vocabulary WHERE substr(word, -length($text)) = $text LIMIT $limit
