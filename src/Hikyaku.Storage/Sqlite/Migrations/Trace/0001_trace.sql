-- The trace of one day. Ids and times are microseconds since 1970, made unique, so that a key with a span of time is one range of an index.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    trace TEXT NOT NULL,
    client TEXT,
    helo TEXT,
    tls TEXT,
    protocol TEXT,
    account TEXT,
    sender TEXT,
    message_id TEXT,
    size INTEGER
) STRICT;

CREATE TABLE events (
    message INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    recipient TEXT,
    original TEXT,
    remote TEXT,
    status TEXT,
    mailbox TEXT,
    detail TEXT,
    queue_id TEXT,
    PRIMARY KEY (message, at)
) STRICT, WITHOUT ROWID;

-- Everything that can be searched for, as 64 bits of a hash: one small index instead of many of texts.
CREATE TABLE keys (
    key INTEGER NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (key, message)
) STRICT, WITHOUT ROWID;
