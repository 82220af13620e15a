SELECT id, domain_id, address, targets FROM aliases WHERE domain_id = $domain AND address > $after ORDER BY address LIMIT $count
