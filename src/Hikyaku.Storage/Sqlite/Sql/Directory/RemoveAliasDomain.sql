DELETE FROM alias_domains WHERE name = $name
