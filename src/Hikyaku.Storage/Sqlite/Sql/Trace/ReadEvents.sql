SELECT at, kind, recipient, original, remote, status, mailbox, detail, queue_id FROM events WHERE message = $message ORDER BY at LIMIT $limit
