INSERT INTO policies (domain, id, text, fetched, expires, used)
VALUES ($domain, $id, $text, $fetched, $expires, $used)
ON CONFLICT (domain) DO UPDATE SET id = excluded.id, text = excluded.text, fetched = excluded.fetched, expires = excluded.expires, used = excluded.used
