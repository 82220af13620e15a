UPDATE recipients SET leased = 1, next_attempt = $until WHERE message = $message AND number = $number
