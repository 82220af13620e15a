SELECT * FROM domain_rows
WHERE id = (SELECT id FROM domains WHERE name = $name UNION ALL SELECT domain_id FROM alias_domains WHERE name = $name LIMIT 1)
