SELECT type, source, host, address, detail, sessions FROM tls_failures WHERE session = $session ORDER BY sessions DESC
