UPDATE messages SET flags = $flags, keywords = $keywords, modseq = $modseq WHERE id = $id
