"""Upkeep of a server: what it keeps in databases, and copies of all of it that can be put back elsewhere."""
