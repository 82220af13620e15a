SELECT count(*) FROM tombstones WHERE mailbox_id = $mailbox
