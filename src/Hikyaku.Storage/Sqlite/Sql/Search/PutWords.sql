INSERT INTO words (rowid, header, body) VALUES ($id, $header, $body)
