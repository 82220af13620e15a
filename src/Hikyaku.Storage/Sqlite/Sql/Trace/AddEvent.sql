INSERT OR IGNORE INTO events (message, at, kind, recipient, original, remote, status, mailbox, detail, queue_id)
VALUES ($message, $at, $kind, $recipient, $original, $remote, $status, $mailbox, $detail, $queue_id)
