SELECT mailbox_id, reader, name, value FROM annotations WHERE modseq > $after
