SELECT id, day, domain, type, policy, mx_hosts, succeeded, failed
FROM tls_sessions
WHERE ($day IS NULL OR day = $day) AND ($domain IS NULL OR domain = $domain)
ORDER BY day DESC, domain, type
LIMIT $limit
