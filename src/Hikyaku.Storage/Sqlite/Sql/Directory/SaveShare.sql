INSERT OR IGNORE INTO shares (grantee, owner) VALUES ($grantee, $owner)
