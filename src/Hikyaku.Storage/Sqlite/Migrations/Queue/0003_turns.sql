-- Senders take turns at a destination, so that none waits for all that another one sends there.
ALTER TABLE recipients ADD COLUMN sender TEXT NOT NULL DEFAULT '';

UPDATE recipients SET sender = coalesce((SELECT sender FROM messages WHERE id = message), '');

CREATE INDEX recipients_by_turn ON recipients (destination, held, sender, next_attempt);
