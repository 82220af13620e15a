INSERT OR REPLACE INTO mailboxes (id, uidvalidity) VALUES ($id, $uidvalidity)
