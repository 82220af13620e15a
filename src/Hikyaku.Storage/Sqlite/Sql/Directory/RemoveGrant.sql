DELETE FROM grants WHERE account_id = $account AND domain_id = $domain
