"""`truceline mechanism forms|collect|submissions|photograph`: forms out, submissions in, pictures out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from truceline.case.choice import require
from truceline.case.folder import Case
from truceline.case.framing import known_at_of
from truceline.cli import disclosed
from truceline.cli.console import busy, data, note, show
from truceline.cli.mechanism_documents import (
    CollectedShown,
    FormShown,
    FormsShown,
    SubmissionShown,
    SubmissionsShown,
)
from truceline.cli.mechanism_entering import Desk, desk_options, known_option
from truceline.cli.mechanism_view import View, secret_option, viewer_option
from truceline.cli.options import case_argument, format_option
from truceline.cli.output import refuse_to_overwrite, written
from truceline.cli.sheets.forms import collected_sheet, form_list, submission_list, without_list
from truceline.cli.sheets.layout import faint
from truceline.errors import InputError, Problem
from truceline.ledger.disclosures import Outlet
from truceline.ledger.entry import Recording
from truceline.mechanism.collecting import Collector
from truceline.mechanism.forms import NOT_FORMS, form_kinds, form_of, give_out, given_out
from truceline.mechanism.matter import Entered
from truceline.mechanism.record import Record
from truceline.mechanism.retracting import Retraction
from truceline.mechanism.signed import Signed


@click.command("forms")
@case_argument
@click.argument("kinds", metavar="[KIND...]", nargs=-1)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write them as XLSForms here.",
)
@format_option("table", "json")
def forms(folder: Path, kinds: tuple[str, ...], out: Path | None, layout: str) -> None:
    """List the forms of CASE, or give them out: a workbook for each KIND that ODK and KoboToolbox take.

    What is given out is kept in the ledger, so that its submissions are understood whatever it asks later.
    """
    case = Case.open(folder)
    require("KIND", "form", kinds, tuple(form_kinds()))
    made = [form_of(kind, case.agreement) for kind in kinds or form_kinds()]
    if out is not None:
        # The library that checks forms takes long to load.
        from truceline.mechanism.xlsform import workbook  # noqa: PLC0415

        with busy("making forms"):
            books = [(out / f"{form.kind}.xlsx", workbook(form)) for form in made]
        _folder(out)
        for path, content in books:
            refuse_to_overwrite(path, folder)
            written(path, content)
        for form in made:
            give_out(case.mechanism, form)
    known = given_out(case.mechanism)
    shown = tuple(FormShown.of(form, given_out=form.name in known) for form in made)
    if layout == "json":
        data(FormsShown(forms=shown, without=dict(NOT_FORMS)))
        return
    show(form_list(shown), *(() if kinds or out else without_list(NOT_FORMS)))


def _folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(Problem(str(out), 0, "", (error.strerror or str(error)).lower())) from error


@click.command("collect")
@case_argument
@click.argument("files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--form", metavar="KIND", help="Which form a table is of that does not say so itself.")
@click.option(
    "--media",
    type=click.Path(path_type=Path, exists=True),
    metavar="DIR",
    help="The folder or archive with the photographs [default: the archive that the submissions are in].",
)
@format_option("table", "json")
@desk_options
def collect(
    folder: Path, files: Sequence[Path], *, form: str | None, media: Path | None, layout: str, desk: Desk
) -> None:
    """Take submissions of forms into CASE, each once: from ODK Central, KoboToolbox, or a table.

    Whoever signs enters them for their cell; who filled them in is not kept. A later edition takes the place
    of the one before. Submissions that cannot be taken become issues.
    """
    case = Case.open(folder)
    if form is not None:
        require("--form", "form", [form], tuple(form_kinds()))
    collector = Collector(
        case.mechanism, lambda deed: Signed.by(desk.signer, deed), desk.usual(case), form, media
    )
    for path in files:
        with busy(f"reading {path.name}"):
            found = collector.collect(path, recorded=Recording(desk.recorded), dry_run=desk.dry_run)
        told = CollectedShown.of(path.name, found, dry_run=desk.dry_run)
        if layout == "json":
            data(told)
        else:
            show(*collected_sheet(told))


@click.command("submissions")
@case_argument
@known_option
@secret_option
@viewer_option
@format_option("table", "json")
def submissions(folder: Path, known_at: str | None, *, secret: bool, viewer: str | None, layout: str) -> None:
    """List what came in through forms, edition by edition: filled in, received, known, and what counts."""
    case = Case.open(folder)
    record = case.mechanism.record(known_at=known_at_of(known_at, case.agreement))
    view = View.of(record, viewer, secret=secret)
    acts = view.acts(record)
    found = tuple(_shown(record, acts))
    rows = disclosed.of_acts(one for one in acts if one.signed.deed.submitted is not None)
    if layout == "json":
        disclosed.data(case, Outlet.ACTS, rows, SubmissionsShown(submissions=found))
        return
    disclosed.look(case, rows, [one.act for one in found])
    show(submission_list(found, case.agreement) if found else faint("No submission is on record."))


def _shown(record: Record, acts: Sequence[Entered]) -> list[SubmissionShown]:
    gone = {one.target.signed.digest for one in record.each(Retraction)}
    found = [
        SubmissionShown(
            submitted=deed.submitted,
            filled_in_at=deed.made_at,
            known_since=one.recorded_at,
            act=one.signed.digest,
            sort=deed.sort,
            matter=deed.matter,
            counts=one.signed.digest not in gone,
        )
        for one in acts
        if (deed := one.signed.deed).submitted is not None
    ]
    # The editions of a submission stand together, where its first one stands.
    first = {one.submitted.instance: place for place, one in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda one: first[one.submitted.instance])


@click.command("photograph")
@case_argument
@click.argument("name", metavar="SHA256")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", required=True, help="Where to write.")
def photograph(folder: Path, name: str, out: Path) -> None:
    """Write a photograph of CASE for the public: the picture alone, without position, time or device.

    SHA256 may be its first 8 digits or more. The original stays in the case as it was taken.
    """
    from truceline.publish.photographs import public_copy  # noqa: PLC0415 - Pillow, an extra

    case = Case.open(folder)
    sha256, secret = _photograph(case.mechanism.record(), name)
    if secret:
        raise InputError(
            Problem("SHA256", 0, "", "it belongs to a secret act: nothing of it is for the public")
        )
    refuse_to_overwrite(out, folder)
    written(out, public_copy(case.ledger.document(sha256), sha256[:12]))
    note("faces and what stands in the picture are still in it: look at it before it goes out")


_FEWEST_DIGITS = 8


def _photograph(record: Record, name: str) -> tuple[str, bool]:
    """The photograph that begins so, and whether any act that bears it is secret."""
    bears: dict[str, bool] = {}
    for deed in (one.signed.deed for one in record.acts):
        for sha256 in deed.submitted.photographs if deed.submitted else ():
            bears[sha256] = bears.get(sha256, False) or deed.sensitivity == "secret"
    found = [sha256 for sha256 in bears if sha256.startswith(name) and len(name) >= _FEWEST_DIGITS]
    if len(found) != 1:
        message = f"{len(found) or 'no'} photographs on record begin with {name!r}"
        raise InputError(Problem("SHA256", 0, "", message))
    return found[0], bears[found[0]]
