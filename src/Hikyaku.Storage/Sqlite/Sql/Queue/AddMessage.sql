INSERT INTO messages (id, blob, length, return_path_length, sender, envelope)
VALUES ($id, $blob, $length, $return_path_length, $sender, $envelope)
ON CONFLICT (id) DO UPDATE SET blob = excluded.blob
