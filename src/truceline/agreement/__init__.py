"""The agreement as typed norms, parties, terms, zones and readings, with its own tests."""
