DELETE FROM aliases WHERE id = $id
