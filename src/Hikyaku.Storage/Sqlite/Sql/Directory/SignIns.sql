SELECT protocol, address, at FROM sign_ins WHERE account_id = $account ORDER BY protocol
