INSERT INTO tls_sessions (day, domain, type, policy, mx_hosts, succeeded, failed)
SELECT $day, $domain, $type, $policy, $mx_hosts, $succeeded, $failed
WHERE (SELECT count(*) FROM (SELECT 1 FROM tls_sessions WHERE day = $day LIMIT $most)) < $most
    OR EXISTS (SELECT 1 FROM tls_sessions WHERE day = $day AND domain = $domain AND type = $type AND policy = $policy AND mx_hosts = $mx_hosts)
ON CONFLICT (day, domain, type, policy, mx_hosts) DO UPDATE SET succeeded = succeeded + excluded.succeeded, failed = failed + excluded.failed
RETURNING id
