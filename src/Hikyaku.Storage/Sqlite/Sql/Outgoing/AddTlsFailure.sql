INSERT INTO tls_failures (session, type, source, host, address, detail, sessions)
SELECT $session, $type, $source, $host, $address, $detail, $sessions
WHERE (SELECT count(*) FROM tls_failures WHERE session = $session) < $most
    OR EXISTS (SELECT 1 FROM tls_failures WHERE session = $session AND type = $type AND source = $source AND host = $host AND address = $address AND detail = $detail)
ON CONFLICT (session, type, source, host, address, detail) DO UPDATE SET sessions = sessions + excluded.sessions
