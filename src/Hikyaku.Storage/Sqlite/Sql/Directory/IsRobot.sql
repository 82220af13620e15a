SELECT 1 FROM autoresponders WHERE address = $address AND account_id IS NULL
