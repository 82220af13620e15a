SELECT envelope, body, structure, parts, columns, preview FROM details WHERE id = $id
