DELETE FROM list_members WHERE list_id = $list
