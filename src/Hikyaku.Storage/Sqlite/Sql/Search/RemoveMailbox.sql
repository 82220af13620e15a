DELETE FROM mailboxes WHERE id = $id
