SELECT (SELECT count(*) FROM messages), (SELECT min(id) FROM messages)
