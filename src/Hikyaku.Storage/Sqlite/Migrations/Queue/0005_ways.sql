-- An administrator sent the recipient another way: no change of the routes moves it.
ALTER TABLE recipients ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;

CREATE INDEX recipients_pinned ON recipients (pinned, destination) WHERE pinned = 1;
