"""`truceline mechanism`: acts signed and entered, and the matters they moved."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import click

from truceline.case.folder import Case
from truceline.cli.answer import case_argument, format_option
from truceline.cli.choice import unknown
from truceline.cli.console import data, note, raw, show
from truceline.cli.framing import known_at_of
from truceline.cli.key_files import signer_of
from truceline.cli.mechanism_documents import ActsShown, MatterShown, MattersShown
from truceline.cli.mechanism_options import deed_of, parameters
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.mechanism import act_list, left_out_list, matter_list, matter_sheet
from truceline.errors import CheckFailed, InputError, Problem
from truceline.ledger.entry import Recording
from truceline.ledger.signing import Signer
from truceline.mechanism.deed import Deed
from truceline.mechanism.entering import POLICIES, Given
from truceline.mechanism.files import read_acts
from truceline.mechanism.kinds import KINDS, MATTERS
from truceline.mechanism.matter import Matter
from truceline.mechanism.record import Record
from truceline.mechanism.signed import Signed

Command = Callable[..., Any]
key_option = click.option(
    "--key",
    "key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The key file to sign with (`truceline keys new`).",
)
made_at_option = click.option(
    "--made-at", metavar="TIME", help="When the act was made [default: now]: a day, or an instant."
)
recorded_option = click.option(
    "--recorded",
    type=click.Choice([policy.value for policy in POLICIES]),
    default=Recording.LEDGER.value,
    show_default=True,
    help="Since when it counts as known: its entry, or (back-tests) when it says it was made.",
)
dry_option = click.option("--dry-run", is_flag=True, help="Say what would be entered; keep nothing.")
known_option = click.option("--known-at", metavar="TIME", help="As known then [default: now].")
secret_option = click.option("--secret", is_flag=True, help="Show secret matters and acts too.")


@click.group("mechanism", subcommand_metavar="KIND|enter|sign|show|acts|check CASE ...", options_metavar="")
def command() -> None:
    """Make, sign and enter acts of the joint mechanism, and show where matters stand.

    Every kind of act is a command; `enter` takes many from a file.
    """


def _making(name: str, kind: type[Deed]) -> click.Command:
    """The command of one kind of act."""

    def make(
        folder: Path,
        key: Path | None,
        made_at: str | None,
        recorded: str,
        *,
        dry_run: bool,
        **given: Any,
    ) -> None:
        case = Case.open(folder)
        signer = _signer(key)
        deed = deed_of(name, given, _usual(case, signer, made_at))
        _enter(case, [Given(Signed.by(signer, deed), f"mechanism {name}")], recorded, dry_run=dry_run)

    shared = (key_option, made_at_option, recorded_option, dry_option)
    decorators = (case_argument, *parameters(kind), *shared)
    decorated: Command = reduce(lambda inner, outer: outer(inner), reversed(decorators), make)
    return click.command(name.replace("_", "-"), help=inspect.getdoc(kind))(decorated)


@command.command("enter")
@case_argument
@click.argument("files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True)
@key_option
@made_at_option
@recorded_option
@dry_option
def enter(
    folder: Path,
    files: Sequence[Path],
    key: Path | None,
    made_at: str | None,
    recorded: str,
    *,
    dry_run: bool,
) -> None:
    """Enter the acts in files into CASE: all of them, or none.

    Acts that are signed are checked; the others are signed with --key.
    """
    case = Case.open(folder)
    _enter(case, _from_files(case, files, key, made_at), recorded, dry_run=dry_run)


@command.command("sign")
@case_argument
@click.argument("files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True)
@key_option
@made_at_option
def sign(folder: Path, files: Sequence[Path], key: Path | None, made_at: str | None) -> None:
    """Sign the acts in files and print them, one a line, for the other cell to enter. Nothing is kept."""
    case = Case.open(folder)
    for one in _from_files(case, files, key, made_at):
        raw(one.signed.line().decode())


@command.command("show")
@case_argument
@click.argument("names", metavar="[SORT [NAME]]", nargs=-1)
@known_option
@secret_option
@format_option("table", "json")
def show_(folder: Path, names: tuple[str, ...], known_at: str | None, *, secret: bool, layout: str) -> None:
    """Show where matters stand: all of CASE, those of a SORT, or one by its NAME with its acts."""
    case = Case.open(folder)
    record = case.mechanism.record(known_at=known_at_of(known_at, case.agreement))
    chosen = [one for one in _chosen(record, names) if secret or not one.is_secret]
    hidden = len(_chosen(record, names)) - len(chosen)
    if layout == "json":
        data(MattersShown(matters=tuple(map(MatterShown.of, chosen))))
    elif len(names) > 1 and chosen:
        show(*matter_sheet(chosen[0], case.agreement))
    else:
        show(matter_list(chosen, case.agreement) if chosen else faint("No matter is on record."))
    if hidden:
        note(f"{hidden} secret, left out; --secret shows them")
    _warn(record)


@command.command("acts")
@case_argument
@known_option
@secret_option
@format_option("table", "json", "jsonl")
def acts(folder: Path, known_at: str | None, *, secret: bool, layout: str) -> None:
    """List the acts in the order they were entered; `jsonl` is what another cell can enter."""
    case = Case.open(folder)
    record = case.mechanism.record(known_at=known_at_of(known_at, case.agreement))
    made = [one for one in record.acts if secret or one.signed.deed.sensitivity != "secret"]
    match layout:
        case "json":
            data(ActsShown.of(made, record.left_out))
        case "jsonl":
            for one in made:
                raw(one.signed.line().decode())
        case _:
            show(act_list(made, case.agreement) if made else faint("No act is on record."))
    if len(made) < len(record.acts):
        note(f"{len(record.acts) - len(made)} secret, left out; --secret shows them")
    _warn(record)


@command.command("check")
@case_argument
def check(folder: Path) -> None:
    """Check every act of CASE again: its signature, its maker, and whether it was allowed as things stood."""
    record = Case.open(folder).mechanism.record()
    if record.left_out:
        show(left_out_list(record.left_out))
        raise CheckFailed(
            f"{len(record.left_out)} of {_acts(len(record.acts) + len(record.left_out))} do not hold"
        )
    note(f"{_acts(len(record.acts))}: every signature holds, every act could be made")


for _name, _kind in KINDS.items():
    command.add_command(_making(_name, _kind))


def _signer(key: Path | None) -> Signer:
    if key is None:
        raise InputError(Problem("--key", 0, "", "an act is signed: name the key file"))
    return signer_of(key)


def _usual(case: Case, signer: Signer, made_at: str | None) -> dict[str, Any]:
    """What the case, the key and the clock say of an act."""
    moment = known_at_of(made_at, case.agreement, "--made-at") or case.ledger.now
    held = case.ledger.signers().holder(signer.public, moment)
    if held is None:
        told = f"the case trusts no such key ({signer.name}) at {moment:%Y-%m-%d}: truceline keys trust"
        raise InputError(Problem("--key", 0, "", told))
    usual = {"agreement": case.agreement.id, "signer": held.signer, "made_at": moment.isoformat()}
    return usual | ({"party": held.party} if held.party else {})


def _from_files(case: Case, files: Sequence[Path], key: Path | None, made_at: str | None) -> list[Given]:
    signer = signer_of(key) if key else None
    usual = _usual(case, signer, made_at) if signer else {}
    given: list[Given] = []
    problems: list[Problem] = []
    for written in (one for file in files for one in read_acts(file, usual)):
        if isinstance(written.act, Signed):
            given.append(Given(written.act, written.file, written.line))
        elif signer is not None:
            given.append(Given(Signed.by(signer, written.act), written.file, written.line))
        else:
            problems.append(Problem(written.file, written.line, "", "the act is not signed: give --key"))
    if problems:
        raise InputError(problems)
    return given


def _enter(case: Case, given: list[Given], recorded: str, *, dry_run: bool) -> None:
    receipt = case.mechanism.enter(given, recorded=Recording(recorded), dry_run=dry_run)
    for claim in receipt.claims:
        note(claim.says)
    already = f", {receipt.already_there} there already" if receipt.already_there else ""
    verb = "would be entered" if dry_run else "entered"
    position = "" if dry_run else f"; position {receipt.position}"
    note(f"{_acts(len(receipt.entered))} {verb}{already}{position}")


def _acts(number: int) -> str:
    return f"{number} act" if number == 1 else f"{number} acts"


def _chosen(record: Record, names: tuple[str, ...]) -> list[Matter]:
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


def _warn(record: Record) -> None:
    if record.left_out:
        note(f"warning: {_acts(len(record.left_out))} left out (truceline mechanism check)")
