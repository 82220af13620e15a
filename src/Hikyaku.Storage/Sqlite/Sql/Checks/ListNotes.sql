SELECT kind, key, first, last, count FROM notes WHERE kind = $kind AND key >= $from ORDER BY key LIMIT $count
