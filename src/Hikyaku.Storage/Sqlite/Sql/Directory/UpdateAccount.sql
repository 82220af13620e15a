UPDATE accounts
SET name = $name, password_hash = $passwordHash, quota_bytes = $quotaBytes, quota_messages = $quotaMessages, services = $services, state = $state,
    may_change_password = $mayChangePassword, forward_targets = $forwardTargets, forward_keeps_copy = $forwardKeepsCopy, namespace = $namespace,
    language = $language, is_administrator = $isAdministrator
WHERE id = $id
