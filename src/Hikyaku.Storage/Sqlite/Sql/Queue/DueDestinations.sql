SELECT name, due FROM destinations ORDER BY due LIMIT $limit
