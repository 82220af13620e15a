SELECT id, row FROM headers WHERE id BETWEEN $first AND $last ORDER BY id
