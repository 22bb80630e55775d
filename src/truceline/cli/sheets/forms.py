"""Forms, what came in through them, and the editions of each submission, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from truceline.agreement.model import Agreement
from truceline.cli.failure import visible
from truceline.cli.mechanism_documents import CollectedShown, FormShown, SubmissionShown
from truceline.cli.sheets.claims import issue_sheet
from truceline.cli.sheets.layout import faint, heading, table

_DIGITS = 8


def form_list(forms: Iterable[FormShown]) -> Table:
    """A row for each form: its version, and whether it was given out."""
    made = table("Form", "Version", "Given out", "Questions", "Photograph", "What", right=("Questions",))
    for one in forms:
        given = "yes" if one.given_out else "no"
        photograph = "may come" if one.photographs else "none"
        made.add_row(one.kind, one.version, given, str(one.questions), photograph, visible(one.title))
    return made


def without_list(without: Mapping[str, str]) -> Iterator[RenderableType]:
    """The kinds of act that have no form, and why."""
    yield heading("No form")
    made = table("Kind", "Why")
    for kind, why in without.items():
        made.add_row(kind, why)
    yield made


def collected_sheet(found: CollectedShown) -> Iterator[RenderableType]:
    """What a file came to: the counts, the claims, and what is wrong row by row."""
    verb = "would come in" if found.dry_run else "came in"
    given = "1 submission" if found.submissions == 1 else f"{found.submissions} submissions"
    told = (
        f": {given}; {found.entered} {verb}, {found.edited} in place of an earlier edition, "
        f"{found.already_there} there already, {found.skipped} skipped"
    )
    yield Text.assemble((visible(found.file), "bold"), told)
    for claim in found.claims:
        yield Text(f"  {visible(claim.says)}")
    if found.issues:
        yield Text("")
        yield from issue_sheet(found.issues)
        yield faint("Skipped submissions gave no act; flagged ones did.")


def submission_list(found: Iterable[SubmissionShown], agreement: Agreement) -> Table:
    """A row for each edition: filled in when, received when, known since when, and whether it counts."""
    made = table("Submission", "Form", "Filled in", "Received", "Known", "Matter", "Counts")
    for column in made.columns[2:5]:
        column.no_wrap = True
    for one in found:
        at = one.submitted.received_at
        made.add_row(
            visible(one.submitted.instance[:_DIGITS]),
            one.submitted.form.partition("/")[0],
            _moment(one.filled_in_at, agreement),
            "-" if at is None else _moment(at, agreement),
            _moment(one.known_since, agreement),
            f"{one.sort} {one.matter}",
            "yes" if one.counts else "no",
        )
    return made


def _moment(at: datetime, agreement: Agreement) -> str:
    return f"{at.astimezone(agreement.tempo.zone):%Y-%m-%d %H:%M}"
