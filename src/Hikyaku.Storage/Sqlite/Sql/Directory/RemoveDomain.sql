DELETE FROM domains WHERE id = $id
