DELETE FROM autoresponders WHERE id = $id
