DELETE FROM tombstones WHERE mailbox_id = $id
