DELETE FROM details WHERE id BETWEEN $first AND $last
