INSERT INTO aliases (domain_id, address, targets) VALUES ($domain, $address, $targets) RETURNING id
