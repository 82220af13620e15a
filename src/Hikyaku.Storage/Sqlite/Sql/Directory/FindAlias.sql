SELECT id, domain_id, address, targets FROM aliases WHERE address = $address
