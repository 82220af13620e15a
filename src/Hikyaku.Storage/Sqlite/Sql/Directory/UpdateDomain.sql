UPDATE domains
SET catch_all = $catchAll, catch_all_target = $catchAllTarget, limits = $limits, disabled_services = $disabledServices, replace_hashes = $replaceHashes,
    separator = $separator, is_active = $isActive, is_live = $isLive
WHERE id = $id
