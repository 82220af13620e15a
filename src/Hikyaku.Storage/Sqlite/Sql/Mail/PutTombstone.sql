INSERT OR REPLACE INTO tombstones (mailbox_id, modseq, uids) VALUES ($mailbox, $modseq, $uids)
