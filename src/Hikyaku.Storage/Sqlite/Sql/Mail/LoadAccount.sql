SELECT modseq, epoch, next_mailbox_id, last_uidvalidity FROM account
