"""`truceline read`: a report in, proposed claims out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.case.folder import Case
from truceline.case.framing import day_of
from truceline.case.reading import keep, read_report
from truceline.cli.advance import advancing
from truceline.cli.console import data, note, raw, show
from truceline.cli.deciding import login_if_any, taken_by_option
from truceline.cli.failure import visible
from truceline.cli.options import case_argument, format_option
from truceline.cli.output import refuse_to_overwrite, written
from truceline.cli.reading_extras import Asked, extras_options
from truceline.errors import InputError, Problem
from truceline.intake.spool import is_readable, settled

if TYPE_CHECKING:
    from truceline.case.reading import Kept
    from truceline.reading.reader import Reading


@click.command("read")
@case_argument
@click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path))
@click.option(
    "--published", metavar="DAY", help="When the report came out [default: as its head or metadata say]."
)
@click.option(
    "--source", metavar="ID", help="Whose report it is [default: as kept before, else the file's name]."
)
@click.option("--language", type=click.Choice(("en", "ar")), help="[default: as the letters suggest]")
@click.option(
    "--keep", "kept", is_flag=True, help="Put the report and its claims, as proposed, into the case."
)
@taken_by_option
@click.option("--why", is_flag=True, help="Show the rules that made each claim.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write there and not to stdout.")
@extras_options
@format_option("table", "json", "html")
def command(
    folder: Path,
    file: Path,
    published: str | None,
    source: str | None,
    language: str | None,
    *,
    kept: bool,
    by: str | None,
    why: bool,
    out: Path | None,
    extras: tuple[str, ...],
    llm_url: str | None,
    llm_model: str | None,
    llm_remote: bool,
    layout: str,
) -> None:
    """Read a report (text, Markdown, HTML, DOCX, PDF) into proposed claims; `-` is stdin.

    Nothing is stored without --keep, and nothing counts before it is accepted
    (`truceline claims CASE review`).
    """
    case = Case.open(folder)
    day = _published(published)
    _require_id(source)
    _require_free(out, layout, folder, file)
    called_in = Asked(extras, llm_url, llm_model, llm_remote).made()
    name, content = _content(file)
    with advancing(f"reading {name}") as steps:
        reading = read_report(
            case,
            content,
            name,
            published=day,
            source=source,
            language=language,
            progress=steps,
            extras=called_in,
        )
    done = keep(case, reading, content, by or login_if_any()) if kept else None
    _print(case, reading, layout, out, why=why, done=done)
    if layout != "table":
        for issue in reading.issues:
            note(f"{issue.kind}: {issue.message}")
    note(_told(done, len(reading.claims)))


def _require_free(out: Path | None, layout: str, folder: Path, file: Path) -> None:
    if out is None:
        return
    if layout == "table":
        raise InputError(Problem("--out", 0, "", "goes with --format html or json", ("html", "json")))
    refuse_to_overwrite(out, folder, file)


def _require_id(source: str | None) -> None:
    if source is not None and not (source.strip() and source.isprintable()):
        raise InputError(Problem("--source", 0, "", f"{visible(source)!r} is no id of a source"))


def _published(text: str | None) -> date | None:
    problems: list[Problem] = []
    day = day_of("--published", text, problems) if text is not None else None
    if problems:
        raise InputError(problems)
    return day


def _content(file: Path) -> tuple[str, bytes]:
    """The report's name and bytes."""
    if not is_readable(file):
        message = "is a folder; name a file in it" if file.is_dir() else "there is no such file"
        raise InputError(Problem(str(file), 0, "", message))
    with settled(file) as settled_file:
        return settled_file.name, settled_file.read_bytes()


def _print(
    case: Case, reading: Reading, layout: str, out: Path | None, *, why: bool, done: Kept | None
) -> None:
    # Each form loads only what it needs.
    if layout == "table":
        from truceline.cli.sheets.reading import reading_sheet  # noqa: PLC0415

        show(*reading_sheet(reading.document, reading.claims, reading.issues, why=why))
    elif layout == "json":
        from truceline.cli.reading_document import Read  # noqa: PLC0415

        document = Read.of(reading, done)
        if out is None:
            data(document)
        else:
            written(out, document.model_dump_json(indent=2) + "\n")
    else:
        from truceline.case.reviewing import effect_of_reading  # noqa: PLC0415
        from truceline.publish.marked import marked_page  # noqa: PLC0415

        page = marked_page(case.agreement, reading, effect_of_reading(case, reading))
        if out is None:
            raw(page)
        else:
            written(out, page)


def _told(done: Kept | None, claims: int) -> str:
    if done is None:
        return "nothing was stored; --keep puts it into the case" if claims else "nothing was stored"
    replaced = f", {done.replaced} of them in place of an earlier reading" if done.replaced else ""
    added = "1 claim" if done.added == 1 else f"{done.added} claims"
    standing = f"; {done.elsewhere} decided on before keep their source" if done.elsewhere else ""
    return f"kept: {added} added{replaced}, {done.already_there} there already{standing}"
