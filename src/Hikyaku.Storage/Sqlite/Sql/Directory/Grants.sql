SELECT id, NULL FROM accounts WHERE is_administrator = 1
UNION ALL
SELECT account_id, domain_id FROM grants
