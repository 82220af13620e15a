SELECT id, domain_id, address, name, password_hash, quota_bytes, quota_messages, services, state, may_change_password, forward_targets, forward_keeps_copy,
    namespace, language, created, is_administrator
FROM accounts WHERE address = $address
