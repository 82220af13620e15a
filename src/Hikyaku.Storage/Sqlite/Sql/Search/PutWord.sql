INSERT OR IGNORE INTO vocabulary (word) VALUES ($word)
