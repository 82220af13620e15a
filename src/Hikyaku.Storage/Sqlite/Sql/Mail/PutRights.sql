INSERT OR REPLACE INTO rights (mailbox_id, grantee, rights, modseq) VALUES ($mailbox, $grantee, $rights, $modseq)
