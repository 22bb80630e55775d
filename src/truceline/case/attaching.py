"""Tables of millions of rows attached to a case: counted whole, their likeliest rows taken as claims.

What the rows say is in the ledger as any other evidence: the counts as a document, of each day and series
the likeliest row as a claim. So every verdict still opens to rows, and what is detached is gone from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from truceline.agreement.checks import ByReading
from truceline.assess.inquiry import chosen_readings
from truceline.case.attached import Attached, Detached
from truceline.case.counting import FamilyOf, Form, about, setup_of
from truceline.case.editions import DATA_SETS, Editions
from truceline.case.tables import ATTACHED, DETACHED, GONE, ORIGIN, gone_with, live
from truceline.core.canonical import canonical_json
from truceline.core.frame import Frame
from truceline.core.sweep import unswept
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Status
from truceline.intake.reading import claims_and_issues
from truceline.intake.streams import sha256_of
from truceline.intake.tables import records_at
from truceline.intake.times import LAST_YEAR
from truceline.ledger.deciding import Verdict
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin, Recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from truceline.agreement.model import Agreement
    from truceline.bulk.attachment import Variant
    from truceline.bulk.tables import Source
    from truceline.case.folder import Case
    from truceline.evidence.issue import Issue
    from truceline.ledger.entry import Batch
    from truceline.ledger.store import Ledger

FORMATS = (".parquet", ".csv", ".csv.gz")
_AGAIN = "attached again"
_NO_LATER = date(LAST_YEAR, 12, 31)
_STANDING = frozenset({Status.ACCEPTED, Status.PROPOSED})


def attach(
    case: Case,
    paths: Sequence[Path],
    mapping: Path | None = None,
    *,
    by: str | None = None,
    recorded: Recording | str = Recording.LEDGER,
    advance: Callable[[int], object] = lambda _rows: None,
) -> tuple[Attached, ...]:
    """Count tables for every norm and day that they tell of, and keep the counts and the likeliest rows.

    Every file is a table of its own; all are counted before the first is kept. `recorded` dates the claims;
    the counts are known from now on. `advance` is told of every batch how many rows it had. InputError
    where a file cannot be read or placed, or is in the case already.
    """
    tables = [(path, _new(case, path)) for path in paths]
    _require_different(tables)
    counts = [_count(case, path, mapping, sha256, advance) for path, sha256 in tables]
    return tuple(_keep(case, one, by, recorded) for one in counts)


class _Counts(NamedTuple):
    path: Path
    form: Form
    variants: list[Variant]
    told: Mapping[str, Mapping[date, int]]
    """Rows by family of sources and day."""
    issues: dict[str, int]


def _new(case: Case, path: Path) -> str:
    """The digest of a file that is not in the case yet."""
    if not path.name.endswith(FORMATS):
        raise InputError(Problem(str(path), 0, "FILE", "no table that can be attached", FORMATS))
    sha256 = sha256_of(path)
    if any(one.origin.sha256 == sha256 for one in live(case.ledger)):
        raise InputError(Problem(str(path), 0, "FILE", "is attached already; nothing is counted twice"))
    imported = next((b for b in case.ledger.batches() if b.origin.sha256 == sha256), None)
    if imported and imported.origin.kind not in (ORIGIN, GONE):
        told = f"was imported on {imported.entered_at:%Y-%m-%d}: its rows are claims already"
        raise InputError(Problem(str(path), 0, "FILE", told))
    return sha256


def _require_different(tables: Iterable[tuple[Path, str]]) -> None:
    """InputError where two of the files (with their digests) are one table."""
    first: dict[str, Path] = {}
    for path, sha256 in tables:
        if sha256 in first:
            told = f"is the same table as {first[sha256]}; nothing is counted twice"
            raise InputError(Problem(str(path), 0, "FILE", told))
        first[sha256] = path


def _count(
    case: Case, path: Path, mapping: Path | None, sha256: str, advance: Callable[[int], object]
) -> _Counts:
    # Numba alone takes half a second to load.
    from truceline.bulk.aggregates import Aggregate, Counted, setup_digest  # noqa: PLC0415
    from truceline.bulk.asking import Pace  # noqa: PLC0415
    from truceline.bulk.assessing import assess_table  # noqa: PLC0415
    from truceline.bulk.attachment import Variant  # noqa: PLC0415
    from truceline.bulk.families import told_by_family  # noqa: PLC0415
    from truceline.bulk.surroundings import fights_of, surroundings  # noqa: PLC0415
    from truceline.bulk.tables import Source  # noqa: PLC0415
    from truceline.bulk.tally import Tally  # noqa: PLC0415

    source = Source(path)
    variants, issues = [], dict[str, int]()
    last = _last_day(case, path, source, mapping, sha256)
    for readings in choices(case.agreement):
        frame = Frame(as_of=last, readings=readings)
        setup, form = setup_of(
            case, frame, path, source.schema, mapping, window=False, paces=True, sha256=sha256
        )
        found = assess_table(setup, source, advance)
        agreed = about(case, frame)
        file = Counted(sha256, path.name, found.rows, dict(sorted(found.issues.counts.items())))
        around = surroundings(setup, source, form.province(source.columns))
        tally = Tally({**found.tally.counts, **around}, found.tally.best)
        aggregate = Aggregate(setup_digest(setup, agreed), agreed, (file,), tally)
        fights = fights_of([one for one in setup.obligations if isinstance(one, Pace)])
        variants.append(Variant.of(readings, aggregate, [*setup.obligations, *fights]))
        issues = found.issues.counts
    told = told_by_family(source, form.maker.origin(), setup.layout.day, FamilyOf(form))
    return _Counts(path, form, variants, told, dict(sorted(issues.items())))


def _last_day(case: Case, path: Path, source: Source, mapping: Path | None, sha256: str) -> date:
    """The last day that the table tells of, but no later than a person may ask about; without any, today."""
    from truceline.bulk.layout import layout_of, telling_of  # noqa: PLC0415 - NumPy and pyarrow
    from truceline.bulk.obligations import day_of, ordinal  # noqa: PLC0415
    from truceline.bulk.values import days  # noqa: PLC0415

    form = Form.of(path, source.schema.names, case.agreement, mapping, sha256)
    layout = layout_of(path, source.schema.names, form.slots)
    telling = telling_of(path, source.schema.names, form.slots)
    columns = [name for name in (layout.day, telling.end) if name]
    most = ordinal(_NO_LATER)
    last = 0
    for batch in source.batches(columns) if columns else ():
        told = [days(batch, name) for name in columns]
        last = max(last, *(int(one[one <= most].max(initial=0)) for one in told))
    return day_of(last) if last else case.agreement.tempo.day_of(case.ledger.now)


def _keep(case: Case, counts: _Counts, by: str | None, recorded: Recording | str) -> Attached:
    from truceline.bulk.attachment import to_bytes  # noqa: PLC0415 - pyarrow, which only tables need

    path, form = counts.path, counts.form
    paper = Paper(to_bytes(counts.variants, counts.told, case.ledger.position), path.name, ATTACHED)
    editions = Editions(case.ledger)
    rows = list(_rows(path, form, _likeliest(counts.variants)))
    gone = gone_with(case.ledger, form.sha256, (row for row in rows if isinstance(row, Claim)))
    again = [Verdict(claim_id, Status.ACCEPTED, by or ORIGIN, _AGAIN) for claim_id in gone]
    origin = Origin(ORIGIN, path.name, form.sha256, by)
    with unswept():
        receipt = case.ledger.append(
            origin,
            editions.over(rows) if form.kind in DATA_SETS else rows,
            recorded=recorded,
            days=case.agreement.tempo,
            paper=paper,
            decided=again,
        )
    first = counts.variants[0].aggregate
    return Attached(
        name=path.name,
        sha256=form.sha256,
        rows=first.sources[0].rows,
        issues=counts.issues,
        series=counts.variants[0].series,
        added=receipt.added + len(again),
        already_there=receipt.already_there + editions.already_there - len(again),
        position=receipt.position,
    )


def _likeliest(variants: Sequence[Variant]) -> frozenset[int]:
    """Numbers of the rows that are likeliest of any day and series, under any reading."""
    tallies = [variant.aggregate.tally for variant in variants]
    return frozenset(
        row for tally in tallies for line in tally.best for _, row in tally.likeliest(line).values()
    )


def _rows(path: Path, form: Form, numbers: frozenset[int]) -> Iterator[Claim | Issue]:
    layout = form.mapping.layout if form.mapping else None
    yield from claims_and_issues(records_at(path, layout, numbers), form.maker, path.name)


def detach(case: Case, name: str, *, by: str, why: str) -> Detached:
    """Take a table off again: its counts, and the claims of its rows that still stand.

    `name` is its file's name or the beginning of its digest. InputError where no such table is attached.
    """
    batch = _called(case.ledger, name)
    sha256 = batch.origin.sha256 or ""
    reason = f"{GONE}: {why}"
    held = [one for one in case.ledger.of_origin(sha256) if one.status in _STANDING]
    told = {"table": sha256, "attached": batch.position, "why": why}
    paper = Paper(canonical_json(told), batch.origin.name, DETACHED)
    verdicts = [Verdict(one.claim_id, Status.WITHDRAWN, by, reason) for one in held]
    origin = Origin(GONE, batch.origin.name, sha256, by)
    receipt = case.ledger.append(origin, (), paper=paper, decided=verdicts)
    return Detached(name=batch.origin.name, sha256=sha256, withdrawn=len(held), position=receipt.position)


def _called(ledger: Ledger, name: str) -> Batch:
    attached = live(ledger)
    fit = [
        b
        for b in attached
        if b.origin.name == name or (b.origin.sha256 or "").startswith(name.lower() or "?")
    ]
    if len(fit) != 1:
        told = f"{len(fit)} attached tables are called {name!r}" if fit else f"no table {name!r} is attached"
        known = tuple(f"{b.origin.name} ({(b.origin.sha256 or '')[:12]})" for b in attached)
        raise InputError(Problem("TABLE", 0, "", told, known))
    return fit[0]


def choices(agreement: Agreement) -> list[dict[str, str]]:
    """Every way to read the zones, the one in use first: only how they are drawn changes what is counted."""
    depths = [zone.depth_km for zone in agreement.zones if isinstance(zone.depth_km, ByReading)]
    names = sorted({depth.reading for depth in depths})
    usual = chosen_readings(agreement, {})
    options = [sorted(agreement.readings[name], key=lambda one: (one != usual[name], one)) for name in names]
    return [dict(zip(names, chosen, strict=True)) for chosen in product(*options)]
