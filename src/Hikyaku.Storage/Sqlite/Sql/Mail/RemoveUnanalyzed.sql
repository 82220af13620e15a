DELETE FROM unanalyzed WHERE id = $id
