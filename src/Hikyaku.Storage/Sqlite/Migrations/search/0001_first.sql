-- The full-text index of one account: all of it can be made again from the messages. A row of words has the number of its message.
CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), modseq INTEGER NOT NULL) STRICT;
INSERT INTO state VALUES (1, 0);

CREATE TABLE mailboxes (id INTEGER PRIMARY KEY, uidvalidity INTEGER NOT NULL) STRICT;

-- A bit for each UID: in the index, or too large for it.
CREATE TABLE coverage (
    mailbox INTEGER NOT NULL,
    block   INTEGER NOT NULL,
    indexed BLOB NOT NULL,
    skipped BLOB NOT NULL,
    PRIMARY KEY (mailbox, block)
) STRICT, WITHOUT ROWID;

-- Words come in folded, with spaces between: the tokenizer takes them apart there, and only changes the case of ASCII.
CREATE VIRTUAL TABLE words USING fts5 (header, body, content = '', contentless_delete = 1, detail = column, tokenize = 'ascii');

-- Every token there ever was: where parts of words are looked for.
CREATE TABLE vocabulary (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
