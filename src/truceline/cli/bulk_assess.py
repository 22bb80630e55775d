"""`truceline bulk assess`: an event table counted against every norm it bears on, day by day."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from truceline.case.folder import Case
from truceline.cli.answer import case_argument, format_option
from truceline.cli.console import data, note, progress, show
from truceline.cli.documents import BulkAssessed, BulkIssue, BulkSeries
from truceline.cli.framing import Asked, frame_of, frame_options
from truceline.cli.sheets.bulk import assessed_sheet
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from truceline.bulk.aggregates import Aggregate
    from truceline.bulk.assessing import Assessed, Setup

_NEEDED = ("numba", "pyarrow", "scipy")


@click.command("assess")
@case_argument
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@frame_options
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Where to write.")
@click.option(
    "--mapping",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Which columns say what (YAML, as for import) [default: told from their names].",
)
@click.option(
    "--day",
    "days",
    type=click.Choice(["spread", "first"]),
    default="spread",
    show_default=True,
    help="Count an event of several days in equal parts on each, or on its first.",
)
@click.option(
    "--onto",
    metavar="AGGREGATE",
    type=click.Path(path_type=Path),
    help="Add the file to what was counted before.",
)
@click.option(
    "--from",
    "off",
    metavar="AGGREGATE",
    type=click.Path(path_type=Path),
    help="Take the file off what was counted before.",
)
@format_option("table", "json")
def command(
    folder: Path,
    file: Path,
    *,
    asked: Asked,
    out: Path,
    mapping: Path | None,
    days: Literal["spread", "first"],
    onto: Path | None,
    off: Path | None,
    layout: str,
) -> None:
    """Count the rows of FILE for every norm of CASE: by party and day, with P(inside).

    Writes one row a series and day (Parquet). Counts are exact: files added one by one, or taken off
    again, give to the bit what they give when counted together.
    """
    _require_extra()
    _require_sense(asked, onto, off)
    # Numba alone takes half a second to load.
    from truceline.bulk.aggregates import Aggregate, read_aggregate, to_table  # noqa: PLC0415
    from truceline.bulk.tables import Source, require_writable, write_table  # noqa: PLC0415
    from truceline.case.counting import about, setup_of  # noqa: PLC0415

    case = Case.open(folder)
    frame = frame_of(asked, case.agreement)
    require_writable(out, (".parquet",))
    before = read_aggregate(onto or off or out) if onto or off else None
    source = Source(file)
    setup, form = setup_of(case, frame, file, source.schema, mapping, days=days)
    found = _counted(setup, source, file)
    whole = Aggregate.of(setup, about(case, frame), found, file.name, form.sha256)
    if before:
        whole = before.plus(whole, file) if onto else before.minus(whole, file)
    write_table(out, to_table(whole, setup.obligations))
    document = BulkAssessed(
        file=str(file),
        out=str(out),
        as_of=frame.as_of,
        rows=found.rows,
        counted=tuple(one.name for one in whole.sources),
        series=tuple(_series(setup, whole)),
        issues=tuple(_issues(found)),
    )
    _tell(document, layout, setup)


def _issues(found: Assessed) -> Iterator[BulkIssue]:
    for kind, count in sorted(found.issues.counts.items()):
        yield BulkIssue(kind=kind, rows=count, first=tuple(found.issues.first[kind]))


def _require_sense(asked: Asked, onto: Path | None, off: Path | None) -> None:
    """InputError where options contradict each other or mean nothing here."""
    if onto and off:
        raise InputError(Problem("--from", 0, "", "either add to an aggregate or take from one"))
    if asked.without or asked.suppose:
        told = "a table's rows are no claims that could be left out or supposed"
        raise InputError(Problem("--without" if asked.without else "--suppose", 0, "", told))


def _counted(setup: Setup, source: Any, file: Path) -> Assessed:
    from truceline.bulk.assessing import assess_table  # noqa: PLC0415

    with progress(f"counting {file.name}", source.rows) as advance:
        return assess_table(setup, source, advance)


def _tell(document: BulkAssessed, layout: str, setup: Setup) -> None:
    if layout == "json":
        data(document)
        return
    show(*assessed_sheet(document))
    if setup.layout.radius is None and setup.layout.precision is None:
        note("no column says how exactly a row is placed: every point counts as an exact place")


def _series(setup: Setup, whole: Aggregate) -> Iterator[BulkSeries]:
    from truceline.bulk.counting import MEASURES, ONE  # noqa: PLC0415

    tests = {(one.norm, one.check): one.test for one in setup.obligations}
    for line, total in whole.tally.totals().items():
        test = tests[line.norm, line.check]
        yield BulkSeries(
            norm=line.norm,
            check=line.check,
            what=getattr(test, "event", "") or getattr(test, "what", ""),
            zone=test.where,
            bearing=line.bearing,
            party=line.party or None,
            rows=int(total[0]),
            **{name: round(int(total[n]) / ONE, 4) for n, name in enumerate(MEASURES) if n},
        )


def _require_extra() -> None:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        told = f"needs {', '.join(missing)}: pip install 'truceline[bulk]'"
        raise InputError(Problem("truceline bulk", 0, "", told))
