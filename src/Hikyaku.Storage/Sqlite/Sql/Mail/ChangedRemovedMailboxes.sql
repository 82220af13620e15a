SELECT id FROM removed_mailboxes WHERE modseq > $after
