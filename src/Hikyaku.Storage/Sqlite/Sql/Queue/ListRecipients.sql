SELECT number, target, destination, original, held, attempts, next_attempt, warned, status, remote, last_attempt
FROM recipients
WHERE message = $message AND ($domain IS NULL OR domain = $domain) AND ($held IS NULL OR held = $held)
ORDER BY number
