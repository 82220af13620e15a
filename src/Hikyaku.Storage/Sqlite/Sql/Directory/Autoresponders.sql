SELECT id, domain_id, address, account_id, period_seconds, max_replies, quotes_original, is_active, message
FROM autoresponders WHERE domain_id = $domain ORDER BY address
