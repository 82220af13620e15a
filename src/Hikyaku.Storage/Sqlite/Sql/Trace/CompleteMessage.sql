UPDATE messages
SET client = coalesce(client, $client), helo = coalesce(helo, $helo), tls = coalesce(tls, $tls), protocol = coalesce(protocol, $protocol),
    account = coalesce(account, $account), sender = coalesce(sender, $sender), message_id = coalesce(message_id, $message_id), size = coalesce(size, $size)
WHERE id = $id
