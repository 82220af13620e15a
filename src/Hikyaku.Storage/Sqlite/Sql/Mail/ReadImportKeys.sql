SELECT id, source_key FROM imports WHERE id BETWEEN $first AND $last
