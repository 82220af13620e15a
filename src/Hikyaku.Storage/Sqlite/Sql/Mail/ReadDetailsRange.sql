SELECT envelope, body, structure, parts, preview, id FROM details WHERE id BETWEEN $first AND $last ORDER BY id
