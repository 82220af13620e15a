DELETE FROM tls_sessions WHERE day < $before
