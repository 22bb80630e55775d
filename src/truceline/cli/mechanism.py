"""`truceline mechanism`: acts signed and entered, and the matters they moved."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import click

from truceline.case.folder import Case
from truceline.case.framing import known_at_of
from truceline.case.grounds import grounds_of
from truceline.cli import disclosed
from truceline.cli.console import note, raw, show
from truceline.cli.disclosed import looker_option
from truceline.cli.gathered import Command
from truceline.cli.mechanism_documents import (
    ActsShown,
    MatterShown,
    MattersShown,
)
from truceline.cli.mechanism_entering import Desk, counted, desk_options, known_option
from truceline.cli.mechanism_figures import chosen_matters, counts, coverage, sightings, waits_
from truceline.cli.mechanism_forms import collect, forms, photograph, submissions
from truceline.cli.mechanism_lines import compare, draw, export
from truceline.cli.mechanism_options import deed_of, parameters
from truceline.cli.mechanism_view import View, secret_option, viewer_option
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.mechanism import (
    act_list,
    left_out_list,
    matter_list,
    matter_sheet,
)
from truceline.errors import CheckFailed
from truceline.ledger.disclosures import Outlet
from truceline.mechanism.deed import Deed
from truceline.mechanism.extensions import Extension
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.matter import Matter
from truceline.mechanism.record import Record

files_argument = click.argument(
    "files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True
)


@click.group(
    "mechanism",
    subcommand_metavar="KIND|enter|sign|collect|draw|show|acts|check|... CASE ...",
    options_metavar="",
)
def command() -> None:
    """Make, sign and enter acts of the joint mechanism, and show where matters stand.

    Every kind of act is a command; `enter` takes many from a file.
    """


def _making(name: str, kind: type[Deed]) -> click.Command:
    """The command of one kind of act."""

    def make(folder: Path, desk: Desk, **given: Any) -> None:
        case = Case.open(folder)
        desk.enter(case, [desk.signed(deed_of(name, given, desk.usual(case)), f"mechanism {name}")])

    decorators = (case_argument, *parameters(kind), desk_options)
    decorated: Command = reduce(lambda inner, outer: outer(inner), reversed(decorators), make)
    return click.command(name.replace("_", "-"), help=inspect.getdoc(kind))(decorated)


@command.command("enter")
@case_argument
@files_argument
@desk_options
def enter(folder: Path, files: Sequence[Path], desk: Desk) -> None:
    """Enter the acts in files into CASE: all of them, or none.

    Acts that are signed are checked; the others are signed with --key.
    """
    case = Case.open(folder)
    desk.enter(case, desk.read(case, files))


@command.command("sign")
@case_argument
@files_argument
@desk_options
def sign(folder: Path, files: Sequence[Path], desk: Desk) -> None:
    """Sign the acts in files and print them, one a line, for the other cell to enter. Nothing is kept."""
    for one in desk.read(Case.open(folder), files):
        raw(one.signed.line().decode())


@command.command("show")
@case_argument
@click.argument("names", metavar="[SORT [NAME]]", nargs=-1)
@known_option
@secret_option
@viewer_option
@looker_option
@format_option("table", "json")
def show_(
    folder: Path,
    names: tuple[str, ...],
    known_at: str | None,
    *,
    secret: bool,
    viewer: str | None,
    by: str | None,
    layout: str,
) -> None:
    """Show where matters stand: all of CASE, those of a SORT, or one by its NAME with its acts."""
    case = Case.open(folder)
    record = case.mechanism.record(known_at=known_at_of(known_at, case.agreement))
    view = View.of(record, viewer, secret=secret)
    found = chosen_matters(record, names)
    chosen = [known for one in found if (known := view.shown(one)) is not None]
    shown = [act for one in chosen for act in view.acts_of(one)]
    rows = disclosed.of_acts(shown)
    if layout != "json":
        disclosed.look(case, rows, [act.signed.digest for act in shown], by)
    if layout == "json":
        document = MattersShown(matters=tuple(MatterShown.of(one, view.acts_of(one)) for one in chosen))
        disclosed.data(case, Outlet.ACTS, rows, document, by)
    elif len(names) > 1 and chosen:
        besides = _besides(case, chosen[0])
        show(*matter_sheet(chosen[0], view.acts_of(chosen[0]), case.agreement, besides))
    else:
        show(matter_list(chosen, case.agreement) if chosen else faint("No matter is on record."))
    view.note_hidden(sum(view.narrows(one) for one in found))
    _warn(record)


@command.command("acts")
@case_argument
@known_option
@secret_option
@viewer_option
@looker_option
@format_option("table", "json", "jsonl")
def acts(
    folder: Path, known_at: str | None, *, secret: bool, viewer: str | None, by: str | None, layout: str
) -> None:
    """List the acts in the order they were entered; `jsonl` is what another cell can enter."""
    case = Case.open(folder)
    record = case.mechanism.record(known_at=known_at_of(known_at, case.agreement))
    view = View.of(record, viewer, secret=secret)
    made = view.acts(record)
    rows = disclosed.of_acts(made)
    match layout:
        case "json":
            document = ActsShown.of(made, record.left_out if viewer is None else ())
            disclosed.data(case, Outlet.ACTS, rows, document, by)
        case "jsonl":
            text = "".join(one.signed.line().decode() for one in made)
            disclosed.lines(case, Outlet.ACTS, rows, text, by)
        case _:
            disclosed.look(case, rows, [one.signed.digest for one in made], by)
            show(act_list(made, case.agreement) if made else faint("No act is on record."))
    view.note_hidden(len(record.acts) - len(made))
    _warn(record)


@command.command("check")
@case_argument
def check(folder: Path) -> None:
    """Check every act of CASE again: its signature, its maker, and whether it was allowed as things stood."""
    record = Case.open(folder).mechanism.record()
    if record.left_out:
        show(left_out_list(record.left_out))
        whole = counted(len(record.acts) + len(record.left_out))
        raise CheckFailed(f"what does not hold: {len(record.left_out)} of {whole}")
    note(f"{counted(len(record.acts))}: every signature holds, every act could be made")


_APART = (waits_, coverage, counts, sightings, draw, export, compare, forms, collect, submissions, photograph)
for _inner in _APART:
    command.add_command(_inner)
for _name, _kind in KINDS.items():
    command.add_command(_making(_name, _kind))


def _besides(case: Case, matter: Matter) -> Iterator[str]:
    """What is to be said of a matter that its acts alone do not tell."""
    if isinstance(matter, Extension) and (grounds := grounds_of(case, matter)):
        yield f"rests on {grounds.told}"


def _warn(record: Record) -> None:
    if record.left_out:
        note(f"warning: {counted(len(record.left_out))} left out (truceline mechanism check)")
