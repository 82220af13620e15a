INSERT INTO mailboxes (id, name, uidvalidity, special_use, created, put_modseq) VALUES ($id, $name, $uidvalidity, $use, $created, $modseq)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, uidvalidity = excluded.uidvalidity, special_use = excluded.special_use, created = excluded.created,
    put_modseq = excluded.put_modseq
