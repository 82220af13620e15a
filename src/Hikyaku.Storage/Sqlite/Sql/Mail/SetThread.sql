UPDATE details SET thread = $thread WHERE id = $id
