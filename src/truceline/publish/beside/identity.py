"""Names that stay the same in every issue, for calendars, feeds and provenance."""

from __future__ import annotations

from uuid import UUID, uuid5

from truceline.core.canonical import canonical_text

_SPACE = UUID("5d0f4a52-6c1e-5b67-9f0a-0a4f4b8e2c11")
"""Drawn once; another would give every calendar entry and every feed entry a new identity."""


def lasting(*parts: object) -> UUID:
    """The same id for the same parts, on every machine and in every version."""
    return uuid5(_SPACE, canonical_text(list(parts)))
