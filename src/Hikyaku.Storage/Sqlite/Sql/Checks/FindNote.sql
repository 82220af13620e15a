SELECT kind, key, first, last, count FROM notes WHERE kind = $kind AND key = $key
