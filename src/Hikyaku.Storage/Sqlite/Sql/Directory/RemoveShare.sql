DELETE FROM shares WHERE grantee = $grantee AND owner = $owner
