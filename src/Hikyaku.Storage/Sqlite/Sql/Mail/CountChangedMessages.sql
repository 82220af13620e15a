SELECT COUNT(*) FROM messages WHERE modseq > $after
