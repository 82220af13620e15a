INSERT INTO destinations (name, due)
SELECT $name, min(next_attempt) FROM recipients WHERE destination = $name AND held = 0 HAVING min(next_attempt) IS NOT NULL
ON CONFLICT (name) DO UPDATE SET due = max(excluded.due, not_before)
