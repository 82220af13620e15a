SELECT * FROM domain_rows ORDER BY name
