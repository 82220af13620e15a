SELECT word FROM vocabulary WHERE word >= $text AND word < $end LIMIT $limit
