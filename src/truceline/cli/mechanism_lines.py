"""`truceline mechanism draw|export|compare`: boundaries in and out as GeoJSON, two drawings compared."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from truceline.case.choice import unknown
from truceline.case.folder import Case
from truceline.case.framing import day_of, known_at_of
from truceline.cli import disclosed
from truceline.cli.console import data, note, raw, show
from truceline.cli.disclosed import looker_option
from truceline.cli.mechanism_documents import LinesCompared
from truceline.cli.mechanism_entering import Desk, desk_options, known_option
from truceline.cli.mechanism_options import deed_of
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.mechanism import difference_sheet
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.ledger.disclosures import Outlet
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.mapping import as_geojson, drawing_of, proposals
from truceline.places.difference import difference
from truceline.places.drawing import Drawing

as_of_option = click.option("--as-of", metavar="DAY", help="As of this day [default: today].")
zone_argument = click.argument("zone", metavar="ZONE")


@click.command("draw")
@case_argument
@zone_argument
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--drawing", metavar="NAME", help="What the drawings are called [default: as each says].")
@desk_options
def draw(folder: Path, zone: str, file: Path, drawing: str | None, desk: Desk) -> None:
    """Propose the features of a GeoJSON FILE as drawings of segments of ZONE: all, or none."""
    case = Case.open(folder)
    usual = desk.usual(case)
    proposed = [deed_of("propose", one, usual) for one in proposals(file, zone, drawing)]
    desk.enter(case, [desk.signed(deed, str(file)) for deed in proposed])


@click.command("export")
@case_argument
@zone_argument
@as_of_option
@known_option
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to write [default: print it]."
)
@looker_option
def export(
    folder: Path, zone: str, *, as_of: str | None, known_at: str | None, out: Path | None, by: str | None
) -> None:
    """Write every drawing of ZONE's segments as GeoJSON, with who stands behind it."""
    case = Case.open(folder)
    boundary = _boundary(case, zone, known_at)
    text = json.dumps(as_geojson(boundary, _day(as_of, case)), indent=1, ensure_ascii=False) + "\n"
    disclosed.export(case, Outlet.LINES, disclosed.of_acts(boundary.acts), {zone: text.encode()}, by)
    if out is None:
        raw(text)
        return
    out.write_text(text, encoding="utf-8")
    note(f"{out}: {sum(len(one.drawings) for one in boundary.segments.values())} drawings of {zone}")


@click.command("compare")
@case_argument
@zone_argument
@click.argument("first", metavar="DRAWING")
@click.argument("second", metavar="DRAWING")
@as_of_option
@known_option
@format_option("table", "json")
def compare(folder: Path, zone: str, first: str, second: str, **how: str | None) -> None:
    """Measure how two drawings of ZONE differ, in km2 and km.

    A DRAWING is SEGMENT/NAME, a NAME that every segment has, `in-force` (the lines that assessments use
    on the day) or `agreement` (the lines that the agreement came with).
    """
    case = Case.open(folder)
    day = _day(how["as_of"], case)
    one, other = (_drawing(case, zone, name, day, how["known_at"]) for name in (first, second))
    try:
        found = difference(one, other)
    except ValueError as error:
        raise InputError(Problem("DRAWING", 0, "", str(error))) from None
    document = LinesCompared(zone=zone, first=first, second=second, difference=found)
    if how["layout"] == "json":
        data(document)
        return
    show(difference_sheet(document, is_area=one.kind == "area"))


def _drawing(case: Case, zone: str, name: str, day: date, known_at: str | None) -> Drawing:
    if name not in ("agreement", "in-force"):
        return drawing_of(_boundary(case, zone, known_at), name)
    known = known_at_of(known_at, case.agreement)
    atlas = case.atlas if name == "agreement" else case.law(Frame(as_of=day, known_at=known)).atlas
    ground = atlas.ground(zone, day)
    if ground is None:
        raise InputError(Problem("ZONE", 0, "", f"{zone} is not drawn", tuple(atlas.drafts)))
    # A band is drawn as its line, and in force as an area: both are compared as the area they cover.
    return ground.base if case.agreement.zone[zone].shape in ("line", "point") else ground.area()


def _boundary(case: Case, zone: str, known_at: str | None) -> Boundary:
    record = case.mechanism.record(known_at=known_at_of(known_at, case.agreement))
    known = record.named(Boundary.sort)
    if zone not in known:
        raise InputError(Problem("ZONE", 0, "", unknown("boundary", zone, known), known))
    return record.one(Boundary, zone)


def _day(text: str | None, case: Case) -> date:
    problems: list[Problem] = []
    day = None if text is None else day_of("--as-of", text, problems)
    if problems:
        raise InputError(problems)
    return day or case.agreement.tempo.day_of(case.ledger.now)
