SELECT name, reader, value FROM annotations WHERE mailbox_id = $mailbox AND (reader IN (0, $reader) OR $everybody) AND value IS NOT NULL ORDER BY name
