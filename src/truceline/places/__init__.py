"""Where things are: zones, lines, event locations and names of places."""
