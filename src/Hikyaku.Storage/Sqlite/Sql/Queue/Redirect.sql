UPDATE recipients SET destination = $new WHERE destination = $old AND domain = $domain
