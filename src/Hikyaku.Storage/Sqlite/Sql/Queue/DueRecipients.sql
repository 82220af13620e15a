SELECT number, target, destination, original, held, attempts, next_attempt, warned, status, remote, last_attempt, pinned, class, in_row
FROM recipients
WHERE message = $message AND destination = $destination AND held = 0 AND next_attempt <= $now
ORDER BY number LIMIT $limit
