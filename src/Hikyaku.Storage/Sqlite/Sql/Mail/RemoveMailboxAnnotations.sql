DELETE FROM annotations WHERE mailbox_id = $id
