INSERT INTO received_tls_reports (received, organization, report, domain, first, last, succeeded, failed, document)
VALUES ($received, $organization, $report, $domain, $first, $last, $succeeded, $failed, $document)
ON CONFLICT (organization, report, domain) DO NOTHING
RETURNING id
