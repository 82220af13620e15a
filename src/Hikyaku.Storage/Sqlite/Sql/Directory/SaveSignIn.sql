INSERT INTO sign_ins (account_id, protocol, address, at)
SELECT id, $protocol, $address, $at FROM accounts WHERE id = $account
ON CONFLICT (account_id, protocol) DO UPDATE SET address = excluded.address, at = excluded.at WHERE excluded.at >= at
