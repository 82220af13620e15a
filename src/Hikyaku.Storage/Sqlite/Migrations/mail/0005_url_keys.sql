-- What authorizes URLs that name messages of a mailbox.
CREATE TABLE url_keys (mailbox_id INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;
