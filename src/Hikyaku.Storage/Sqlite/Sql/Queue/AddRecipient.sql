INSERT OR REPLACE INTO recipients
    (message, number, target, domain, destination, original, held, leased, attempts, next_attempt, warned, status, remote, last_attempt)
VALUES ($message, $number, $target, $domain, $destination, $original, $held, 0, $attempts, $next_attempt, $warned, $status, $remote, $last_attempt)
