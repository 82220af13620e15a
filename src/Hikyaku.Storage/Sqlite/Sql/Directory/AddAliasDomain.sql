INSERT INTO alias_domains (name, domain_id) VALUES ($name, $domain)
