-- One account. message id = mailbox id * 2^32 + uid, so that a mailbox is one range of the table.
CREATE TABLE account (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    modseq          INTEGER NOT NULL,
    epoch           INTEGER NOT NULL,
    next_mailbox_id INTEGER NOT NULL,
    last_uidvalidity INTEGER NOT NULL
) STRICT;
INSERT INTO account VALUES (1, 0, 0, 1, 0);

CREATE TABLE mailboxes (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    uidvalidity    INTEGER NOT NULL,
    special_use    INTEGER NOT NULL,
    created        INTEGER NOT NULL,
    uidnext        INTEGER NOT NULL DEFAULT 1,
    highest_modseq INTEGER NOT NULL DEFAULT 1,
    messages       INTEGER NOT NULL DEFAULT 0,
    unseen         INTEGER NOT NULL DEFAULT 0,
    deleted        INTEGER NOT NULL DEFAULT 0,
    bytes          INTEGER NOT NULL DEFAULT 0,
    recent_uid     INTEGER NOT NULL DEFAULT 1,
    tombstones_after INTEGER NOT NULL DEFAULT 0,
    put_modseq     INTEGER NOT NULL
) STRICT;

CREATE TABLE removed_mailboxes (id INTEGER PRIMARY KEY, modseq INTEGER NOT NULL) STRICT;

CREATE TABLE subscriptions (
    name       TEXT PRIMARY KEY,
    subscribed INTEGER NOT NULL,
    modseq     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
    id            INTEGER PRIMARY KEY,
    modseq        INTEGER NOT NULL,
    flags         INTEGER NOT NULL,
    keywords      TEXT NOT NULL,
    size          INTEGER NOT NULL,
    internal_date INTEGER NOT NULL,
    zone_minutes  INTEGER NOT NULL,
    saved_date    INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_modseq ON messages (modseq);

CREATE TABLE imports (
    id         INTEGER PRIMARY KEY,
    source_key TEXT NOT NULL,
    pop3_uidl  TEXT,
    pop3_order INTEGER
) STRICT;

CREATE TABLE tombstones (
    mailbox_id INTEGER NOT NULL,
    modseq     INTEGER NOT NULL,
    uids       BLOB NOT NULL,
    PRIMARY KEY (mailbox_id, modseq)
) STRICT, WITHOUT ROWID;

-- What the analysis of a message gave; can always be made again from its file.
CREATE TABLE details (
    id        INTEGER PRIMARY KEY,
    envelope  BLOB NOT NULL,
    body      BLOB NOT NULL,
    structure BLOB NOT NULL,
    parts     BLOB NOT NULL,
    columns   BLOB NOT NULL,
    preview   TEXT NOT NULL
) STRICT;
