SELECT id FROM mailboxes ORDER BY id
