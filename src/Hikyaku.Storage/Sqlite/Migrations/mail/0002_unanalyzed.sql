-- Messages whose details are not found yet: imported, restored, or copied from such ones.
CREATE TABLE unanalyzed (id INTEGER PRIMARY KEY) STRICT;
INSERT INTO unanalyzed SELECT m.id FROM messages m WHERE NOT EXISTS (SELECT 1 FROM details d WHERE d.id = m.id);
