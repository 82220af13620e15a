SELECT id, domain_id, address, owner, options, texts FROM mailing_lists WHERE domain_id = $domain ORDER BY address
