-- At a destination the urgent goes first: rank is the priority of RFC 6710 with its sign turned.
ALTER TABLE recipients ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;

DROP INDEX recipients_by_turn;

CREATE INDEX recipients_by_turn ON recipients (destination, held, rank, sender, next_attempt);
