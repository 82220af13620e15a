SELECT SUM(size) FROM messages WHERE id BETWEEN $first AND $last AND (flags & $deleted) <> 0
