DELETE FROM tls_failures WHERE session NOT IN (SELECT id FROM tls_sessions)
