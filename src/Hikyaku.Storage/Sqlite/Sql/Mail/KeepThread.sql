INSERT OR IGNORE INTO threads (key, thread) VALUES ($key, $thread)
