-- CRC-32C of the octets of each message; those that were stored before have none.
ALTER TABLE messages ADD COLUMN checksum INTEGER;
