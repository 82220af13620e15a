DELETE FROM accounts WHERE id = $id
