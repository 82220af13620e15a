INSERT OR REPLACE INTO details (id, envelope, body, structure, parts, columns, preview)
SELECT $id, envelope, body, structure, parts, columns, preview FROM details WHERE id = $source
