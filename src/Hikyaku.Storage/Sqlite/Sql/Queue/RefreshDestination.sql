-- The first by the index: min() would read all that waits for the destination.
INSERT INTO destinations (name, due)
SELECT destination, next_attempt FROM recipients WHERE destination = $name AND held = 0 ORDER BY next_attempt LIMIT 1
ON CONFLICT (name) DO UPDATE SET due = max(excluded.due, not_before)
