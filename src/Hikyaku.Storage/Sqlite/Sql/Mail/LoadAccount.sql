SELECT modseq, epoch, next_mailbox_id, last_uidvalidity, EXISTS (SELECT 1 FROM unanalyzed) FROM account
