DELETE FROM coverage WHERE mailbox = $id
