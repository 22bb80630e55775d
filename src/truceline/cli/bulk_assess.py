"""`truceline bulk assess`: an event table counted against every norm it bears on, day by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from truceline.assess.scales import MEASURES
from truceline.cli.bulk_brief import Asking, Briefing
from truceline.cli.bulk_documents import BulkAssessed, BulkFile, BulkSeries
from truceline.cli.bulk_engines import HereTable, ThereTable
from truceline.cli.bulk_options import bulk_issues, mapping_option, note_exactness, out_option
from truceline.cli.console import data, show
from truceline.cli.framing import Asked, frame_options, require_all_claims
from truceline.cli.lean import start_counting
from truceline.cli.options import case_argument, format_option
from truceline.errors import InputError, Problem
from truceline.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Iterator

    from truceline.bulk.aggregates import Aggregate
    from truceline.bulk.assessing import Setup
    from truceline.bulk.engines import Whole


@click.command("assess")
@case_argument
@click.argument("given", metavar="FILE...", nargs=-1, required=True)
@frame_options
@out_option
@mapping_option("what")
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
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Count on this machine, or on a cluster.",
)
@click.option("--master", metavar="URL", help="The cluster: sc://HOST:PORT, local[*], spark://..., yarn.")
@click.option("--scratch", metavar="FOLDER", help="A folder that this machine and all workers reach.")
@format_option("table", "json")
def command(
    folder: Path,
    given: tuple[str, ...],
    *,
    asked: Asked,
    out: Path,
    mapping: Path | None,
    days: Literal["spread", "first"],
    onto: Path | None,
    off: Path | None,
    engine: str,
    master: str | None,
    scratch: str | None,
    layout: str,
) -> None:
    """Count the rows of FILE... for every norm of CASE: by party and day, with P(inside).

    Several files, or the Parquet files in a folder, are one table. Writes one row a series and day
    (Parquet). Counts are exact: files added one by one, or taken off again, on this machine or on a
    cluster, give to the bit what they give when counted together.
    """
    require_extra("bulk", "truceline bulk assess")
    _require_sense(asked, onto, off, engine=engine, master=master, scratch=scratch)
    start_counting(pandas=engine == "spark")
    # Numba alone takes a quarter of a second to load.
    from truceline.bulk import aggregates  # noqa: PLC0415
    from truceline.bulk.tables import require_writable  # noqa: PLC0415

    require_writable(out, (".parquet",))
    before = aggregates.read_ahead(onto or off or out) if onto or off else None
    table = ThereTable.of(given, master, scratch) if master else HereTable.of(given)
    first = Path(table.paths[0])
    asking = Asking(folder, asked, first, table.schema, mapping, days)
    briefing = None if master else Briefing(asking)
    brief = briefing.brief if briefing else asking.worked_out()
    found = table.counted(brief.setup)
    if briefing:
        briefing.keep()
    digest = aggregates.setup_digest(brief.setup, brief.about)
    whole = aggregates.Aggregate(digest, brief.about, found.files, found.tally)
    if before:
        whole = before.result().plus(whole, first) if onto else before.result().minus(whole, first)
    aggregates.write_aggregate(out, whole, brief.setup.obligations)
    as_of = date.fromisoformat(brief.about["as_of"])
    document = _document(given, out, as_of, found, whole, series=tuple(_series(brief.setup, whole)))
    _tell(document, layout, brief.setup)


def _document(
    given: tuple[str, ...],
    out: Path,
    as_of: date,
    found: Whole,
    whole: Aggregate,
    *,
    series: tuple[BulkSeries, ...],
) -> BulkAssessed:
    return BulkAssessed(
        file=", ".join(given),
        files=tuple(_files(found)),
        out=str(out),
        as_of=as_of,
        rows=found.rows,
        counted=tuple(one.name for one in whole.sources),
        series=series,
        issues=bulk_issues(found.issues),
    )


def _require_sense(
    asked: Asked, onto: Path | None, off: Path | None, *, engine: str, master: str | None, scratch: str | None
) -> None:
    """InputError where options exclude each other."""
    if onto and off:
        raise InputError(Problem("--from", 0, "", "either add to an aggregate or take from one"))
    require_all_claims(asked)
    if engine == "spark" and not master:
        raise InputError(Problem("--engine spark", 0, "", "needs the URL of a cluster", ("--master URL",)))
    if engine == "local" and (master or scratch):
        name = "--master" if master else "--scratch"
        raise InputError(Problem(name, 0, "", "is for a cluster", ("--engine spark",)))


def _files(found: Whole) -> Iterator[BulkFile]:
    from truceline.bulk.engines import extent  # noqa: PLC0415

    for one in found.files:
        yield BulkFile(name=one.name, rows=extent(one))


def _tell(document: BulkAssessed, layout: str, setup: Setup) -> None:
    if layout == "json":
        data(document)
        return
    # Where programs read the answer, nothing is laid out for the eye: that is slow to load.
    from truceline.cli.sheets.bulk import assessed_sheet  # noqa: PLC0415

    show(*assessed_sheet(document))
    note_exactness(setup.layout)


def _series(setup: Setup, whole: Aggregate) -> Iterator[BulkSeries]:
    from truceline.bulk.measures import ONE  # noqa: PLC0415

    duties = {(one.norm, one.check): one for one in setup.obligations}
    for line, total in whole.tally.totals().items():
        duty = duties[line.norm, line.check]
        yield BulkSeries(
            norm=line.norm,
            check=line.check,
            what=duty.what or "",
            zone=duty.zone,
            bearing=line.bearing,
            party=line.party or None,
            rows=int(total[0]),
            **{name: round(int(total[n]) / ONE, 4) for n, name in enumerate(MEASURES) if n},
        )
