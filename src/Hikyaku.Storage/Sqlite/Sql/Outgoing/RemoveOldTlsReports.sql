DELETE FROM tls_reports WHERE day < $before
