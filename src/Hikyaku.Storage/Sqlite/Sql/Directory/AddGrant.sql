INSERT INTO grants (account_id, domain_id) VALUES ($account, $domain)
