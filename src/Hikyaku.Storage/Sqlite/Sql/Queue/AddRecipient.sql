INSERT OR REPLACE INTO recipients
    (message, number, sender, rank, target, domain, destination, original, held, leased, attempts, next_attempt, warned, status, remote, last_attempt)
VALUES ($message, $number, $sender, $rank, $target, $domain, $destination, $original, $held, 0, $attempts, $next_attempt, $warned, $status, $remote, $last_attempt)
