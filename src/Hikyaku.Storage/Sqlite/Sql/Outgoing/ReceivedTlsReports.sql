SELECT received, organization, report, domain, first, last, succeeded, failed, document
FROM received_tls_reports
WHERE $domain IS NULL OR domain = $domain
ORDER BY id DESC
LIMIT $limit
