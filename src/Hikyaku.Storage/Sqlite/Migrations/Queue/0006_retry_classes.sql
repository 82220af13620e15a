-- Why a recipient waits, and for how many attempts in a row.
ALTER TABLE recipients ADD COLUMN class INTEGER NOT NULL DEFAULT 0;

ALTER TABLE recipients ADD COLUMN in_row INTEGER NOT NULL DEFAULT 0;
