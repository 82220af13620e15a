DELETE FROM mailing_lists WHERE id = $id
