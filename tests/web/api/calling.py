"""Programs before the API: whoever a test names asks, and every answer is held against what it must be."""

from __future__ import annotations

from typing import Any

import httpx
from tests.web.console.visiting import Visitor

from truceline.ledger.signers import Role

ROOT = "/api/v1"
DAY = "2018-10-19"
ROLES = [role.value for role in Role]
READING = (
    "agreement",
    "assessment",
    "promises",
    "promises/heavy-weapons-out",
    "promises/heavy-weapons-out/explanation",
    "postures",
    "register",
    "withdrawals",
    "coverage",
    "outlook",
    "claims",
    "documents",
    "matters",
    "acts",
    "reports",
    "reports/preview",
    "ledger",
)
"""Calls that whoever may read a case may make."""
AUDITING = ("ledger/entries", "issues")


def call(visitor: Visitor, path: str, *, name: str = "analyst", **more: Any) -> httpx.Response:
    """Read something of the case."""
    return visitor.get(f"{ROOT}/cases/{visitor.slug}/{path}", name=name, **more)


def pages(visitor: Visitor, path: str, *, limit: int, name: str = "analyst") -> list[Any]:
    """Every item of a list, page by page."""
    found: list[Any] = []
    joint, cursor = "&" if "?" in path else "?", ""
    while True:
        page = call(visitor, f"{path}{joint}limit={limit}{cursor}", name=name).json()
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"
