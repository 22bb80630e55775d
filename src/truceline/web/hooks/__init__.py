"""What hooks are told: what happened in a case, as far as whoever each belongs to may know it."""
