-- Who shares mailboxes with whom, so that they are found; the rights themselves lie with the mailboxes.
CREATE TABLE shares (
    grantee TEXT NOT NULL,
    owner INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (grantee, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX shares_owner ON shares (owner);
