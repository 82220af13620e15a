SELECT envelope, body, structure, parts, preview FROM details WHERE id = $id
