-- Named values (RFC 5464); mailbox 0 is the account, reader 0 everybody. A value that was taken away stays as NULL for the manifest.
CREATE TABLE annotations (
    mailbox_id INTEGER NOT NULL,
    reader     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    value      BLOB,
    modseq     INTEGER NOT NULL,
    PRIMARY KEY (mailbox_id, reader, name)
) STRICT, WITHOUT ROWID;
