SELECT count(*), coalesce(sum(recipients), 0), coalesce(sum(octets), 0)
FROM (
    SELECT m.length - m.return_path_length AS octets, (
        SELECT count(*) FROM recipients AS r
        WHERE r.message = m.id
            AND ($domain IS NULL OR r.domain = $domain)
            AND ($recipient IS NULL OR r.target = $recipient COLLATE NOCASE)
            AND ($destination IS NULL OR r.destination = $destination)
            AND ($held IS NULL OR r.held = $held)
            AND ($least_attempts IS NULL OR r.attempts >= $least_attempts)
            AND ($status IS NULL OR instr(lower(coalesce(r.remote, '-') || ': ' || json_extract(r.status, '$.code') || ' '
                || coalesce(nullif(json_extract(r.status, '$.enhanced'), '') || ' ', '') || json_extract(r.status, '$.text')), $status) > 0)) AS recipients
    FROM messages AS m
    WHERE m.id >= $least_id AND m.id <= $most_id
        AND ($sender IS NULL OR m.sender = $sender)
        AND ($sender_domain IS NULL OR substr(m.sender, -length($sender_domain) - 1) = '@' || $sender_domain)
        AND ($least_size IS NULL OR m.length >= $least_size)
        AND ($reason IS NULL OR instr(lower(json_extract(m.envelope, '$.holdReason')), $reason) > 0)
)
WHERE recipients > 0
