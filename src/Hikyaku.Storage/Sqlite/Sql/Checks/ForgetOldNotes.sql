DELETE FROM notes WHERE kind = $kind AND last < $before
