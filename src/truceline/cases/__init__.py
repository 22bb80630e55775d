"""Bundled cases: agreements, claims and maps that come with the package. Data only."""
