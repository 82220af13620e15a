UPDATE recipients SET destination = $new WHERE message = $message AND number = $number
