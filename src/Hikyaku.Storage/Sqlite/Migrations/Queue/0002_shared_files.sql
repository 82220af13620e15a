-- Entries may share a file: the last of them takes it away.
CREATE INDEX messages_by_blob ON messages (blob);
