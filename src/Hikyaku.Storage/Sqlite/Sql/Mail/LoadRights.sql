SELECT mailbox_id, grantee, rights FROM rights WHERE rights <> ''
