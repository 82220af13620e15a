SELECT DISTINCT s.day, s.domain
FROM tls_sessions s LEFT JOIN tls_reports r ON r.day = s.day AND r.domain = s.domain
WHERE s.day < $before AND (r.day IS NULL OR (r.over = 0 AND r.next <= $now))
ORDER BY s.day, s.domain
LIMIT $limit
