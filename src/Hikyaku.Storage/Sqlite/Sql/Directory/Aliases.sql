SELECT id, domain_id, address, targets FROM aliases WHERE address > $after ORDER BY address LIMIT $count
