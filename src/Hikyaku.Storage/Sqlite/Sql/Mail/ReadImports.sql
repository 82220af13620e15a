SELECT id, source_key, pop3_uidl, pop3_order FROM imports WHERE id BETWEEN $first AND $last
