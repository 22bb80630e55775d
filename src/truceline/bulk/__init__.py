"""Millions of events against many zones: signed distances, P(inside), counts by norm, party and day."""
