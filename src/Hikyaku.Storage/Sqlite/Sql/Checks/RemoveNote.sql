DELETE FROM notes WHERE kind = $kind AND key = $key
