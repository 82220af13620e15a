DELETE FROM headers WHERE id = $id
