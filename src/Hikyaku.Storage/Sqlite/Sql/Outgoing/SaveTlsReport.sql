INSERT INTO tls_reports (day, domain, over, next, attempts, status)
VALUES ($day, $domain, $over, $next, $attempts, $status)
ON CONFLICT (day, domain) DO UPDATE SET over = excluded.over, next = excluded.next, attempts = excluded.attempts, status = excluded.status
