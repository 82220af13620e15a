SELECT mailbox_id, modseq, uids FROM tombstones WHERE modseq > $after ORDER BY modseq
