DELETE FROM policies WHERE domain IN (SELECT domain FROM policies ORDER BY used DESC LIMIT -1 OFFSET $most)
