SELECT envelope, body, structure, parts, columns, preview, id FROM details WHERE id BETWEEN $first AND $last ORDER BY id
