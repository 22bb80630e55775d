"""Words of place: names, zones, routes, and places told from other places."""
