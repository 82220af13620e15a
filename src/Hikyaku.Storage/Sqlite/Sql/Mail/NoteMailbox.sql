UPDATE account SET next_mailbox_id = max(next_mailbox_id, $id + 1), last_uidvalidity = max(last_uidvalidity, $uidvalidity)
