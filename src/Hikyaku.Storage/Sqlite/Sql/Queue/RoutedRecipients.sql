SELECT r.message, r.number, r.destination, r.target, r.sender, json_extract(m.envelope, '$.submittedBy') IS NOT NULL
FROM recipients r JOIN messages m ON m.id = r.message
WHERE r.pinned = 0 AND (r.message, r.number) > ($message, $number) ORDER BY r.message, r.number LIMIT $limit
