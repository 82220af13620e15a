SELECT r.number, r.target, r.destination, r.original, r.held, r.attempts, r.next_attempt, r.warned, r.status, r.remote, r.last_attempt, r.pinned, r.class, r.in_row
FROM recipients AS r
WHERE r.message = $message
    AND ($domain IS NULL OR r.domain = $domain)
    AND ($recipient IS NULL OR r.target = $recipient COLLATE NOCASE)
    AND ($destination IS NULL OR r.destination = $destination)
    AND ($held IS NULL OR r.held = $held)
    AND ($least_attempts IS NULL OR r.attempts >= $least_attempts)
    AND ($status IS NULL OR instr(lower(coalesce(r.remote, '-') || ': ' || json_extract(r.status, '$.code') || ' '
        || coalesce(nullif(json_extract(r.status, '$.enhanced'), '') || ' ', '') || json_extract(r.status, '$.text')), $status) > 0)
ORDER BY r.number
