"""Reports as they were issued: kept in the ledger whole, so that the next one can say what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from truceline.core.canonical import canonical_json
from truceline.errors import InputError, Problem, telling
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.publish.report.facts import Facts, Kind

if TYPE_CHECKING:
    from truceline.case.folder import Case

MEDIA_TYPE = "application/vnd.truceline.report+json"
ORIGIN = "report"
"""What an entry that keeps a report is called."""


class Issued(NamedTuple):
    """A report that was issued, and when it was entered."""

    sha256: str
    position: int
    entered_at: datetime
    facts: Facts


def report_id(kind: Kind, as_of: date, incident: str | None = None) -> str:
    """The permanent id of a report: its kind and last day; of a spot report its incident, too."""
    return f"{kind}-{as_of}" + (f"-{incident}" if incident else "")


def issue(case: Case, facts: Facts, by: str, *, since: int | None = None) -> int | None:
    """Keep a report as issued; the new position, or None where this very one was issued before.

    InputError as in `is_issued`; with `since` GoneOn where the ledger stands elsewhere when it is kept.
    """
    if is_issued(case, facts):
        return None
    content = canonical_json(facts.model_dump(mode="json"))
    name = f"{facts.report}.json"
    origin = Origin(ORIGIN, name, by=by)
    paper = Paper(content, name, MEDIA_TYPE)
    return case.ledger.append(origin, (), paper=paper, since=since).position


def is_issued(case: Case, facts: Facts) -> bool:
    """Whether this very report was issued before.

    InputError where another one stands under its id: that one is known, perhaps to everybody, and stays.
    """
    for one in issued(case):
        if one.facts.report != facts.report or one.facts.is_public != facts.is_public:
            continue
        if one.facts == _as_of(facts, one.facts):
            return True
        told = telling(
            "{report} was issued on {on}; what changed since goes into the next",
            report=facts.report,
            on=one.entered_at.date(),
        )
        raise InputError(Problem("--issue", 0, "", told))
    return False


def _as_of(facts: Facts, other: Facts) -> Facts:
    """The same facts with the ledger where it stood for the other: issuing moves it by itself.

    Which claims weighed is for whoever is shown them, and no word of a report.
    """
    at = {"ledger_position": other.now.ledger_position}
    changes: dict[str, object] = {"now": facts.now.model_copy(update=at), "weighed": other.weighed}
    if facts.before is not None and other.before is not None:
        then = {"ledger_position": other.before.ledger_position}
        changes["before"] = facts.before.model_copy(update=then)
    if facts.outlook is not None and other.outlook is not None:
        then = {"ledger_position": other.outlook.ledger_position}
        changes["outlook"] = facts.outlook.model_copy(update=then)
    return facts.model_copy(update=changes)


def issued(case: Case) -> Iterator[Issued]:
    """Every report that was issued, oldest first."""
    for one in case.ledger.filed(MEDIA_TYPE):
        facts = Facts.model_validate_json(case.ledger.document(one.sha256))
        yield Issued(one.sha256, one.position, one.entered_at, facts)


def last_before(case: Case, kind: Kind, as_of: date, *, public: bool) -> Issued | None:
    """The last report of its kind, for the same readers, whose period ended before a day."""
    several = [
        one
        for one in issued(case)
        if (one.facts.kind, one.facts.is_public) == (kind, public) and one.facts.as_of < as_of
    ]
    return max(several, key=lambda one: (one.facts.as_of, one.position), default=None)


def told_before(case: Case, as_of: date, *, public: bool) -> Issued | None:
    """What the first report of a kind follows: the last one over days, of any kind, up to a day.

    Without one the first on an incident: what was corrected since then stands in no report.
    """
    several = [one for one in issued(case) if one.facts.is_public == public and one.facts.as_of <= as_of]
    over_days = [one for one in several if one.facts.kind != "spot"]
    if over_days:
        return max(over_days, key=lambda one: one.position)
    return min(several, key=lambda one: one.position, default=None)
