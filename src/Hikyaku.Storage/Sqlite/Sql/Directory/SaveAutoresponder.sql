INSERT INTO autoresponders (domain_id, address, account_id, period_seconds, max_replies, quotes_original, is_active, message)
VALUES ($domain, $address, $account, $period, $maxReplies, $quotesOriginal, $isActive, $message)
ON CONFLICT (address) DO UPDATE SET account_id = excluded.account_id, period_seconds = excluded.period_seconds, max_replies = excluded.max_replies,
    quotes_original = excluded.quotes_original, is_active = excluded.is_active, message = excluded.message
RETURNING id
