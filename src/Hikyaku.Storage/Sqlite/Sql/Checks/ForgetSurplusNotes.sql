DELETE FROM notes WHERE kind = $kind AND last < (SELECT last FROM notes WHERE kind = $kind ORDER BY last DESC LIMIT 1 OFFSET $most - 1)
