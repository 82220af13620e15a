UPDATE recipients
SET leased = 0, attempts = $attempts, next_attempt = $next_attempt, warned = $warned, status = $status, remote = $remote, last_attempt = $last_attempt,
    class = $class, in_row = $in_row
WHERE message = $message AND number = $number
RETURNING destination
