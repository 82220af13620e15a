SELECT id, domain_id, address, owner, options, texts FROM mailing_lists WHERE address = $address
