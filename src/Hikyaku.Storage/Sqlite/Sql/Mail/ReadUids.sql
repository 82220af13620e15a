SELECT id FROM messages WHERE id BETWEEN $first AND $last
