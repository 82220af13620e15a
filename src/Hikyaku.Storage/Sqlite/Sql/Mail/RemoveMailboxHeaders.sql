DELETE FROM headers WHERE id BETWEEN $first AND $last
