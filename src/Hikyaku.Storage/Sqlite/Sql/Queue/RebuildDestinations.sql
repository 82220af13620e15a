INSERT INTO destinations (name, due) SELECT destination, min(next_attempt) FROM recipients WHERE held = 0 GROUP BY destination
