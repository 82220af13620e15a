DELETE FROM details WHERE id = $id
