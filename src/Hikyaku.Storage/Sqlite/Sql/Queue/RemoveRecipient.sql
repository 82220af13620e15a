DELETE FROM recipients WHERE message = $message AND number = $number RETURNING destination
