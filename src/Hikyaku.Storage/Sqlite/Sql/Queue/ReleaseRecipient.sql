UPDATE recipients SET leased = 0, next_attempt = $next_attempt WHERE message = $message AND number = $number AND leased = 1
