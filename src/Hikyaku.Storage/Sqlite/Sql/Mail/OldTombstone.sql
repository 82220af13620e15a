SELECT modseq FROM tombstones WHERE mailbox_id = $mailbox ORDER BY modseq DESC LIMIT 1 OFFSET $kept
