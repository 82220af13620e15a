DELETE FROM policies WHERE expires <= $now
