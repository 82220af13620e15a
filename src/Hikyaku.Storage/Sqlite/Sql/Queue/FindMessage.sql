SELECT id, blob, length, return_path_length, envelope FROM messages WHERE id = $id
