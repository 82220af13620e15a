INSERT INTO notes (kind, key, first, last, count) VALUES ($kind, $key, $first, $last, $count)
ON CONFLICT (kind, key) DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last), count = count + excluded.count
