SELECT message FROM keys WHERE key = $key ORDER BY message DESC LIMIT 1
