INSERT OR REPLACE INTO removed_mailboxes (id, modseq) VALUES ($id, $modseq)
