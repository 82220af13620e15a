SELECT m.trace
FROM keys AS k CROSS JOIN messages AS m ON m.id = k.message
WHERE k.key = $key1 AND k.message BETWEEN $from AND $to
    AND ($key2 IS NULL OR EXISTS (SELECT 1 FROM keys WHERE key = $key2 AND message = k.message))
    AND ($key3 IS NULL OR EXISTS (SELECT 1 FROM keys WHERE key = $key3 AND message = k.message))
    AND ($key4 IS NULL OR EXISTS (SELECT 1 FROM keys WHERE key = $key4 AND message = k.message))
    AND ($key5 IS NULL OR EXISTS (SELECT 1 FROM keys WHERE key = $key5 AND message = k.message))
ORDER BY k.message DESC
LIMIT $limit
