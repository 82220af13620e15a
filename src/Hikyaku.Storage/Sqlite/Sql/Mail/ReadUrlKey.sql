SELECT key FROM url_keys WHERE mailbox_id = $id
