"""`truceline mechanism waits`, `coverage`, `counts` and `sightings`: figures that follow from many acts.

They rest on acts and claims that are not for everybody, and tell of them: who asks stands in the ledger as
whoever asks for the acts themselves does.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.case.choice import unknown
from truceline.case.depths import sightings_since
from truceline.case.folder import Case
from truceline.case.framing import known_at_of
from truceline.case.tallying import tallied
from truceline.case.watching import watched
from truceline.cli import disclosed
from truceline.cli.console import show
from truceline.cli.disclosed import looker_option
from truceline.cli.mechanism_documents import CountsShown, CoverageShown, SightingsShown, WaitsShown
from truceline.cli.mechanism_entering import known_option
from truceline.cli.mechanism_view import View, viewer_option
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.mechanism import counts_sheet, coverage_sheet, sightings_sheet, wait_sheet
from truceline.errors import InputError, Problem
from truceline.ledger.disclosures import Outlet, Reserved
from truceline.mechanism.kinds import MATTERS
from truceline.mechanism.latency import waits
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.messages import Message
from truceline.mechanism.patrols import Finish, Patrol
from truceline.mechanism.record import Record
from truceline.mechanism.tallies import Tally
from truceline.mechanism.withdrawals import Withdrawal

if TYPE_CHECKING:
    from pydantic import BaseModel


@click.command("waits")
@case_argument
@known_option
@looker_option
@format_option("table", "json")
def waits_(folder: Path, known_at: str | None, by: str | None, layout: str) -> None:
    """Show how long messages wait to be delivered, acknowledged and answered, by who writes to whom."""
    case = Case.open(folder)
    known = known_at_of(known_at, case.agreement)
    messages = tuple(case.mechanism.record(known_at=known).each(Message))
    found = waits(messages, known or case.ledger.now)
    document = WaitsShown(waits=found) if layout == "json" else None
    _enter(case, (act for one in messages for act in one.acts), document, by)
    if document is None:
        show(wait_sheet(found) if found else faint("No message is on record."))


@click.command("coverage")
@case_argument
@click.argument("zone", metavar="ZONE")
@known_option
@looker_option
@format_option("table", "json")
def coverage(folder: Path, zone: str, known_at: str | None, by: str | None, layout: str) -> None:
    """Show how much of ZONE was watched, week by week: patrols done, hours, and the share that was seen."""
    case = Case.open(folder)
    known = known_at_of(known_at, case.agreement)
    weeks = watched(case, zone, known)
    patrols = (one for one in case.mechanism.record(known_at=known).each(Patrol) if one.plan.zone == zone)
    reports = (act for one in patrols for act in one.acts if isinstance(act.signed.deed, Finish))
    document = CoverageShown(zone=zone, weeks=weeks) if layout == "json" else None
    _enter(case, reports, document, by)
    if document is None:
        show(coverage_sheet(weeks) if weeks else faint("No patrol of it is on record as done."))


@click.command("counts")
@case_argument
@known_option
@viewer_option
@looker_option
@format_option("table", "json")
def counts(folder: Path, known_at: str | None, *, viewer: str | None, by: str | None, layout: str) -> None:
    """Show how far the sides' daily figures agree, week by week, beside what others report there."""
    case = Case.open(folder)
    known = known_at_of(known_at, case.agreement)
    record = case.mechanism.record(known_at=known)
    view = View.of(record, viewer, secret=False)
    shown = (one if viewer is None else view.shown(one) for one in record.each(Tally))
    seen = [one for one in shown if one is not None]
    found = tallied(case, seen, known, reads=view.reads)
    document = CountsShown(weeks=found.weeks) if layout == "json" else None
    acts, reserved = (act for one in seen for act in one.acts), (one.claim_id for one in found.reserved)
    _enter(case, acts, document, by, reserved)
    if document is None:
        show(*counts_sheet(found.weeks) if found.weeks else [faint("No two sides have given figures.")])


@click.command("sightings")
@case_argument
@click.argument("name", metavar="[WITHDRAWAL]", required=False)
@known_option
@looker_option
@format_option("table", "json")
def sightings(folder: Path, name: str | None, known_at: str | None, by: str | None, layout: str) -> None:
    """Show what was seen since each withdrawal was declared, and how deep behind the line."""
    case = Case.open(folder)
    known = known_at_of(known_at, case.agreement)
    chosen = chosen_matters(
        case.mechanism.record(known_at=known), (Withdrawal.sort, *([name] if name else []))
    )
    found = tuple(sightings_since(case, one, known) for one in chosen if isinstance(one, Withdrawal))
    document = SightingsShown(withdrawals=found) if layout == "json" else None
    seen = [sighting.claim_id for one in found for sighting in one.seen]
    _enter(case, (act for one in chosen for act in one.acts), document, by, seen)
    if document is not None:
        return
    if not found:
        show(faint("No withdrawal is on record."))
    for one in found:
        show(*sightings_sheet(one))


def chosen_matters(record: Record, names: tuple[str, ...]) -> list[Matter]:
    """All matters, those of a sort, or one by its name; InputError for what there is not."""
    if not names:
        return list(record.matters.values())
    sort, *rest = names
    if sort not in MATTERS:
        raise InputError(Problem("SORT", 0, "", unknown("sort of matter", sort, MATTERS), tuple(MATTERS)))
    if len(rest) > 1:
        raise InputError(Problem("NAME", 0, "", "name one matter"))
    found = [
        matter for (kind, name), matter in record.matters.items() if kind == sort and name in (rest or [name])
    ]
    if rest and not found:
        known = record.named(sort)
        raise InputError(Problem("NAME", 0, "", unknown(sort, rest[0], known), known))
    return found


def _enter(
    case: Case,
    acts: Iterable[Entered],
    document: BaseModel | None,
    by: str | None,
    claim_ids: Iterable[str] = (),
) -> None:
    """Enter that figures of these acts and claims leave as data, which are printed then, or are shown."""
    told, ids = list(acts), list(dict.fromkeys(claim_ids))
    of_acts, of_claims = disclosed.of_acts(told), case.ledger.reserved(ids) if ids else Reserved()
    rows = Reserved(*map(sum, zip(of_acts, of_claims, strict=True)))
    if document is None:
        disclosed.look(case, rows, [*(act.signed.digest for act in told), *ids], by)
    else:
        disclosed.data(case, Outlet.FIGURES, rows, document, by)
