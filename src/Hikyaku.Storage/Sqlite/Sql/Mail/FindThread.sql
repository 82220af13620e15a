SELECT thread FROM threads WHERE key = $key
