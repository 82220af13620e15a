INSERT OR REPLACE INTO annotations (mailbox_id, reader, name, value, modseq) VALUES ($mailbox, $reader, $name, $value, $modseq)
