SELECT m.email, d.thread FROM messages m LEFT JOIN details d ON d.id = m.id WHERE m.id = $id
