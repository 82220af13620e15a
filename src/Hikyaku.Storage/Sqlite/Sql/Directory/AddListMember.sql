INSERT INTO list_members (list_id, role, address) VALUES ($list, $role, $address)
