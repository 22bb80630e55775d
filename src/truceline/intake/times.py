"""Days and moments of whole claims: epochs passed off as dates, and years that no record has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from truceline.evidence.claim import Claim
from truceline.intake.faults import Doubt, Fault

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside are a database's empty value (1753, 9999) or a slip, and some cannot be turned into UTC."""
_DAYS = ("published_on", "recorded_at", "decided_at", "embargo_until")
_RECORDED = ("published_on", "recorded_at", "decided_at")
_EPOCH = re.compile(r"\s*[+-]?[\d_.]+\s*")


def is_plausible(day: date) -> bool:
    """Whether a record can be of that day at all."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def epochs(cells: Mapping[str, Any]) -> Iterator[Doubt]:
    """Bare numbers in quotes where a day belongs: pydantic takes them for seconds since 1970."""
    time = cells.get("time")
    inner = time if isinstance(time, dict) else {}
    given = {name: cells.get(name) for name in _DAYS}
    given |= {f"time.{name}": inner.get(name) for name in ("start", "end")}
    for name, value in given.items():
        if isinstance(value, str) and _EPOCH.fullmatch(value):
            yield Doubt(Fault.BAD_DATE, f"{value[:40]!r} is no ISO date", name, "skipped")


def implausible(claim: Claim) -> Iterator[Doubt]:
    """A doubt for each of a claim's days outside 1900 to 2100; without its own days it is no claim."""
    for name in ("start", "end"):
        day = getattr(claim.time, name)
        if day is not None and not is_plausible(day):
            yield Doubt(Fault.BAD_DATE, f"{day}: {_OUTSIDE}", f"time.{name}", "skipped")
            break
    for name in _RECORDED:
        moment = getattr(claim, name)
        if moment is not None and not is_plausible(moment):
            yield Doubt(Fault.IMPLAUSIBLE_DATE, f"{moment}: {_OUTSIDE}; kept without it", name)


_OUTSIDE = f"the year is not between {FIRST_YEAR} and {LAST_YEAR}"


def without_implausible(claim: Claim, doubts: list[Doubt]) -> Claim:
    """The claim without the days of record that cannot be, each told in `doubts`."""
    found = list(implausible(claim))
    doubts.extend(found)
    dropped: dict[str, Any] = {doubt.field: None for doubt in found if doubt.effect == "flagged"}
    if not dropped:
        return claim
    changed = claim.model_copy(update=dropped)
    return changed.identified() if claim.claim_id else changed
