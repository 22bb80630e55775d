"""A case with a report that waits on the desk."""

from __future__ import annotations

import re
from datetime import date

from tests.web.console.visiting import Visitor, somebody

from truceline.case.reading import keep, read_report
from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Claim, Status
from truceline.ledger.signers import Role

REPORT = b"""Idlib report

IDLIB, Oct 12, 2018 - Hayat Tahrir al-Sham shelled Aleppo on Thursday.

Turkey did not withdraw heavy weapons from the demilitarised zone. Turkey plans to withdraw its tanks \
from the demilitarised zone. If Russia agrees, Turkey will patrol the zone.

Syrian government forces shelled Jisr al-Shughur on Wednesday.
"""
SHA256 = digest_bytes(REPORT)


def waiting_report(visitor: Visitor, content: bytes = REPORT, name: str = "report.txt") -> list[Claim]:
    """Keep a report as somebody else than those who decide; gives its claims."""
    case = visitor.held.case
    reading = read_report(case, content, name, published=date(2018, 10, 12))
    keep(case, reading, content, "courier")
    visitor.door.people["second"] = somebody("second", Role.ANALYST)
    return claims_of(visitor, digest_bytes(content))


def claims_of(visitor: Visitor, sha256: str = SHA256) -> list[Claim]:
    """The claims of a document as they stand now."""
    waiting = visitor.held.case.ledger.waiting
    return list(waiting.claims(one.claim_id for one in visitor.held.case.ledger.of_document(sha256)).values())


def now(visitor: Visitor, claim: Claim) -> Status:
    """Where a claim stands."""
    return visitor.held.case.ledger.waiting.claims([claim.claim_id])[claim.claim_id].status


def field(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no field {name}"
    return found[1]
