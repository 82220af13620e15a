INSERT OR IGNORE INTO keys (key, message) VALUES ($key, $message)
