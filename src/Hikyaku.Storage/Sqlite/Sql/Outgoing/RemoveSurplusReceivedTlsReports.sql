DELETE FROM received_tls_reports WHERE id IN (SELECT id FROM received_tls_reports ORDER BY id DESC LIMIT -1 OFFSET $most)
