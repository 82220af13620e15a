INSERT INTO accounts (
    domain_id, address, name, password_hash, quota_bytes, quota_messages, services, state, may_change_password, forward_targets, forward_keeps_copy,
    namespace, language, created, is_administrator)
VALUES ($domain, $address, $name, $passwordHash, $quotaBytes, $quotaMessages, $services, $state, $mayChangePassword, $forwardTargets, $forwardKeepsCopy,
    $namespace, $language, $created, $isAdministrator)
RETURNING id
