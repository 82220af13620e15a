UPDATE recipients SET leased = 0, next_attempt = min(next_attempt, $now) WHERE leased = 1
