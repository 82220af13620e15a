UPDATE aliases SET targets = $targets WHERE id = $id
