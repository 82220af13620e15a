INSERT OR REPLACE INTO headers (id, row) SELECT $id, row FROM headers WHERE id = $source
