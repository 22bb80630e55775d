"""The joint mechanism: acts signed by whoever makes them, the matters they move, the claims they become."""
