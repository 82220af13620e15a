INSERT OR REPLACE INTO url_keys (mailbox_id, key) VALUES ($id, $key)
