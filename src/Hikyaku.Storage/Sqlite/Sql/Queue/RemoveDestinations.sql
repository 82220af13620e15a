DELETE FROM destinations
