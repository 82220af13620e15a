-- What SEARCH, SORT and THREAD compare, apart from what FETCH gives: a walk over a mailbox reads nothing else.
CREATE TABLE headers (id INTEGER PRIMARY KEY, row BLOB NOT NULL) STRICT;
ALTER TABLE details DROP COLUMN columns;
-- Rows of messages that are here already are made in the background, or when someone asks.
INSERT OR IGNORE INTO unanalyzed SELECT id FROM messages;
