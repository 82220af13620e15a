SELECT word FROM vocabulary WHERE instr(word, $text) > 0 LIMIT $limit
