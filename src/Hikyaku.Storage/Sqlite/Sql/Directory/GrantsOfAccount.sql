SELECT id, NULL FROM accounts WHERE is_administrator = 1 AND id = $account
UNION ALL
SELECT account_id, domain_id FROM grants WHERE account_id = $account
