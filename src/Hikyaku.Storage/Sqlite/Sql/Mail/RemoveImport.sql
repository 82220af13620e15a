DELETE FROM imports WHERE id = $id
