INSERT OR REPLACE INTO imports (id, source_key, pop3_uidl, pop3_order) VALUES ($id, $key, $uidl, $order)
