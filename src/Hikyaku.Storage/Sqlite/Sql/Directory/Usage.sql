SELECT
    (SELECT count(*) FROM accounts WHERE domain_id = $domain),
    (SELECT count(*) FROM aliases WHERE domain_id = $domain),
    (SELECT count(*) FROM accounts WHERE domain_id = $domain AND forward_targets IS NOT NULL),
    (SELECT count(*) FROM autoresponders WHERE domain_id = $domain),
    (SELECT count(*) FROM mailing_lists WHERE domain_id = $domain),
    (SELECT coalesce(sum(quota_bytes), 0) FROM accounts WHERE domain_id = $domain),
    (SELECT coalesce(sum(quota_messages), 0) FROM accounts WHERE domain_id = $domain)
