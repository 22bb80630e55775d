"""The append-only, bitemporal store of a case: claims, decisions, issues and documents."""
