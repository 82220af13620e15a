SELECT domain, id, text, fetched, expires, used FROM policies WHERE domain = $domain
