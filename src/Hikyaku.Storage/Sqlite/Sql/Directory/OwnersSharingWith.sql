SELECT owner FROM shares WHERE grantee = $grantee ORDER BY owner LIMIT $count
