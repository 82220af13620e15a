SELECT id, modseq, flags, keywords, size, internal_date, zone_minutes, saved_date, checksum FROM messages WHERE id BETWEEN $first AND $last ORDER BY id
