UPDATE destinations SET not_before = $not_before WHERE name = $name
