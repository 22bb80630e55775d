"""Numbers, bounds, measures and tolls: how many, how far, how much, how many dead."""
