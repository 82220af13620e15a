SELECT trace FROM messages WHERE id BETWEEN $from AND $to ORDER BY id DESC LIMIT $limit
