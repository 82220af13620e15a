UPDATE recipients
SET held = coalesce($held, held), next_attempt = CASE WHEN leased = 1 OR $next_attempt IS NULL THEN next_attempt ELSE $next_attempt END
WHERE message = $message AND number = $number
RETURNING destination
