UPDATE mailboxes SET tombstones_after = max(tombstones_after, $modseq) WHERE id = $mailbox
