-- The first message of which another one is a copy; those without are originals. A conversation is named by its first message, and found by hashes
-- of the identifiers that its messages share.
ALTER TABLE messages ADD COLUMN email INTEGER;
ALTER TABLE details ADD COLUMN thread INTEGER;
CREATE TABLE threads (key INTEGER PRIMARY KEY, thread INTEGER NOT NULL) STRICT;
