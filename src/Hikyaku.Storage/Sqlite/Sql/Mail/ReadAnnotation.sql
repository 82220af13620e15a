SELECT mailbox_id, value FROM annotations WHERE name = $name AND reader = $reader AND value IS NOT NULL
