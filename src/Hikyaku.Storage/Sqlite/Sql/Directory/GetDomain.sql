SELECT * FROM domain_rows WHERE id = $id
