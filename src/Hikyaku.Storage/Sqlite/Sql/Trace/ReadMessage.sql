SELECT client, helo, tls, protocol, account, sender, message_id, size FROM messages WHERE id = $id
