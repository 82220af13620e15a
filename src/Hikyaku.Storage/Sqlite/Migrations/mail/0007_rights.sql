-- What others may do with a mailbox (RFC 4314). Rights that were taken away stay as '' for the manifest.
CREATE TABLE rights (
    mailbox_id INTEGER NOT NULL,
    grantee    TEXT NOT NULL,
    rights     TEXT NOT NULL,
    modseq     INTEGER NOT NULL,
    PRIMARY KEY (mailbox_id, grantee)
) STRICT, WITHOUT ROWID;
