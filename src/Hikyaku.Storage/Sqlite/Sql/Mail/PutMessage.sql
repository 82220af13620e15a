INSERT INTO messages (id, modseq, flags, keywords, size, internal_date, zone_minutes, saved_date, checksum, email)
VALUES ($id, $modseq, $flags, $keywords, $size, $internal, $zone, $saved, coalesce($checksum, (SELECT checksum FROM messages WHERE id = $source)),
    coalesce($email, (SELECT coalesce(email, id) FROM messages WHERE id = $original)))
ON CONFLICT (id) DO UPDATE SET modseq = excluded.modseq, flags = excluded.flags, keywords = excluded.keywords, size = excluded.size,
    internal_date = excluded.internal_date, zone_minutes = excluded.zone_minutes, saved_date = excluded.saved_date, checksum = excluded.checksum,
    email = coalesce(excluded.email, email)
