UPDATE recipients
SET destination = $destination, pinned = $pinned, next_attempt = CASE WHEN leased = 1 THEN next_attempt ELSE $next_attempt END
WHERE message = $message AND number = $number
