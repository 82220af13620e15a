SELECT uidvalidity FROM mailboxes WHERE id = $id
