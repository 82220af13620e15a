DELETE FROM rights WHERE mailbox_id = $id
