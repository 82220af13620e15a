DELETE FROM imports WHERE id BETWEEN $first AND $last
