SELECT tombstones_after FROM mailboxes WHERE id = $mailbox
