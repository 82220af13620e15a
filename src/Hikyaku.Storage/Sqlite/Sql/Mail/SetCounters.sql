UPDATE mailboxes SET uidnext = $uidnext, highest_modseq = $highest, messages = $messages, unseen = $unseen, deleted = $deleted, bytes = $bytes,
    recent_uid = max(recent_uid, $recent), put_modseq = $modseq
WHERE id = $id
