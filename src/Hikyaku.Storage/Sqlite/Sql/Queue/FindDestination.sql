SELECT destination FROM recipients WHERE message = $message AND number = $number
