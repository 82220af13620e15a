SELECT id, at, actor_kind, actor_name, actor_address, action, subject, before, after
FROM audit_records WHERE subject = $subject ORDER BY id DESC LIMIT $count
