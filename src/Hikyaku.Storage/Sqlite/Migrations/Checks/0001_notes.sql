-- What the checks of mail from strangers remember. Times are UTC milliseconds.
CREATE TABLE notes (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX notes_by_age ON notes (kind, last);
