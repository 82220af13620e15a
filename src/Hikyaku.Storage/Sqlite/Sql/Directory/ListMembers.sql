SELECT role, address FROM list_members WHERE list_id = $list ORDER BY role, address
