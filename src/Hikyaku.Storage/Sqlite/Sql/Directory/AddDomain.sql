INSERT INTO domains (name, catch_all, catch_all_target, limits, disabled_services, replace_hashes, separator, is_active, is_live)
VALUES ($name, $catchAll, $catchAllTarget, $limits, $disabledServices, $replaceHashes, $separator, $isActive, $isLive)
RETURNING id
