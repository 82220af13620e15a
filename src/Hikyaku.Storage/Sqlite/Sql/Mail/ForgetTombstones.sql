DELETE FROM tombstones WHERE mailbox_id = $mailbox AND modseq <= $modseq
