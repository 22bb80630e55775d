"""Small bulletins: two weeks on the river."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.publish.making import assessment, status
from tests.publish.report.materials import AS_OF, SINCE, full, setting

from truceline.publish.bulletin.issue import Issue
from truceline.publish.bulletin.site import Bulletin
from truceline.publish.report.facts import Facts, Released
from truceline.publish.tongue.tongue import tongue

RULES = Released(
    delay_hours=72, town_km=2, open_km=5, least=3, left_out={"under embargo": 5}, licences=("ACLED",)
)


def public(**changes: Any) -> Facts:
    """The second week, for everybody."""
    return full("plain words", **{"released": RULES, "corrections": (), **changes})


def first_week() -> Facts:
    """The week before: the promise still stood open."""
    day = SINCE - timedelta(days=1)
    now = assessment(day, norms=(status(standing="not_yet_due"),), violations=())
    since = day - timedelta(days=6)
    return public(report="weekly-2030-02-03", since=since, now=now, before=None, previous=None)


def issues(*facts: Facts) -> list[Issue]:
    """Facts as they were issued, each at the end of its last day."""
    several = facts or (first_week(), public())
    return [Issue(one, datetime.combine(one.as_of, datetime.max.time(), UTC)) for one in several]


def bulletin(*facts: Facts, **changes: Any) -> Bulletin:
    """The site of these issues, without PDFs unless asked."""
    given: dict[str, Any] = {"with_pdf": False, **changes}
    return Bulletin("River watch", issues(*facts), lambda f, code: setting(f, tongue(code)), **given)


def files(*facts: Facts, **changes: Any) -> dict[str, bytes]:
    """Path -> content."""
    return dict(bulletin(*facts, **changes).files())


__all__ = ["AS_OF", "bulletin", "files", "first_week", "issues", "public"]
