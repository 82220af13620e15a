INSERT OR REPLACE INTO recipients
    (message, number, sender, rank, target, domain, destination, original, held, pinned, leased, attempts, next_attempt, warned, status, remote, last_attempt, class, in_row)
VALUES ($message, $number, $sender, $rank, $target, $domain, $destination, $original, $held, $pinned, 0, $attempts, $next_attempt, $warned, $status, $remote, $last_attempt, $class, $in_row)
