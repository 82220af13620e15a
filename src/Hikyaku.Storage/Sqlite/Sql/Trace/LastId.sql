SELECT max(id) FROM messages
