SELECT day, domain, over, next, attempts, status
FROM tls_reports
WHERE ($day IS NULL OR day = $day) AND ($domain IS NULL OR domain = $domain)
ORDER BY day DESC, domain
LIMIT $limit
