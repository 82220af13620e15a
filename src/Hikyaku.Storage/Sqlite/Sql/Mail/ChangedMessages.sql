SELECT m.id, m.modseq, m.flags, m.keywords, m.size, m.internal_date, m.zone_minutes, m.saved_date, m.checksum, i.source_key, i.pop3_uidl, i.pop3_order, m.email
FROM messages m LEFT JOIN imports i ON i.id = m.id WHERE m.modseq > $after
