SELECT domain, id, text, fetched, expires, used
FROM policies
WHERE fetched < $fetched_before AND used >= $used_since AND expires > $now
ORDER BY fetched
LIMIT $limit
