INSERT INTO audit_records (at, actor_kind, actor_name, actor_address, action, subject, before, after)
VALUES ($at, $actorKind, $actorName, $actorAddress, $action, $subject, $before, $after)
