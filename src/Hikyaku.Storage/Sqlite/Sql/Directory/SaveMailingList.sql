INSERT INTO mailing_lists (domain_id, address, owner, options, texts) VALUES ($domain, $address, $owner, $options, $texts)
ON CONFLICT (address) DO UPDATE SET owner = excluded.owner, options = excluded.options, texts = excluded.texts
RETURNING id
