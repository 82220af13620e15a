INSERT OR REPLACE INTO details (id, envelope, body, structure, parts, preview, thread)
SELECT $id, envelope, body, structure, parts, preview, thread FROM details WHERE id = $source
