INSERT INTO messages (id, trace, client, helo, tls, protocol, account, sender, message_id, size)
VALUES ($id, $trace, $client, $helo, $tls, $protocol, $account, $sender, $message_id, $size)
