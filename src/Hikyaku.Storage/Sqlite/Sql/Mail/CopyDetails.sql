INSERT OR REPLACE INTO details (id, envelope, body, structure, parts, columns, preview, thread)
SELECT $id, envelope, body, structure, parts, columns, preview, thread FROM details WHERE id = $source
