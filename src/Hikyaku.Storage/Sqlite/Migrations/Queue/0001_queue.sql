-- Times are milliseconds since 1970. The table is a cache of the journal: leases alone are not in it.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    blob INTEGER NOT NULL,
    length INTEGER NOT NULL,
    return_path_length INTEGER NOT NULL,
    sender TEXT NOT NULL,
    envelope TEXT NOT NULL
) STRICT;

CREATE INDEX messages_by_sender ON messages (sender, id);

CREATE TABLE recipients (
    message INTEGER NOT NULL,
    number INTEGER NOT NULL,
    target TEXT NOT NULL,
    domain TEXT NOT NULL,
    destination TEXT NOT NULL,
    original TEXT NOT NULL,
    held INTEGER NOT NULL,
    leased INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    warned INTEGER NOT NULL,
    status TEXT,
    remote TEXT,
    last_attempt INTEGER,
    PRIMARY KEY (message, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX recipients_by_due ON recipients (destination, held, next_attempt);

CREATE INDEX recipients_leased ON recipients (leased) WHERE leased = 1;

-- One row per destination with recipients that wait, so that what is due is found without a look at the others.
CREATE TABLE destinations (
    name TEXT PRIMARY KEY,
    due INTEGER NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX destinations_by_due ON destinations (due);
