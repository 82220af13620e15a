SELECT modseq, uids FROM tombstones WHERE mailbox_id = $mailbox ORDER BY modseq
