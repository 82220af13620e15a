SELECT block, indexed, skipped FROM coverage WHERE mailbox = $id
