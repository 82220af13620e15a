SELECT id, name, uidvalidity, special_use, created, uidnext, highest_modseq, messages, unseen, deleted, bytes, recent_uid FROM mailboxes
