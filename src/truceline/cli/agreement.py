"""`truceline agreement`: check, show or list agreement files."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from truceline.agreement.lint import lint
from truceline.agreement.load import Loaded, load_agreement, read_agreement
from truceline.assess.trial import TrialResult, run_tests
from truceline.case.bundles import AGREEMENT, available, bundle_path
from truceline.case.choice import unknown
from truceline.case.creation import AGREEMENT_FOLDER
from truceline.cli.console import busy, data, show
from truceline.cli.documents import Checked, Trial, Warned
from truceline.cli.failure import visible
from truceline.cli.options import format_option
from truceline.cli.sheets.agreement import agreement_sheet, trial_sheet, warning_lines
from truceline.cli.sheets.layout import faint, table
from truceline.errors import CheckFailed, InputError, Problem
from truceline.places.atlas import Atlas

target_argument = click.argument("target", metavar="FILE|CASE|ID")


@click.group("agreement")
def command() -> None:
    """Check, show or list agreement files.

    The agreement is a YAML file, a case folder, or the id of a bundled one.
    """


@command.command("check")
@target_argument
@click.option("--all", "every", is_flag=True, help="Show the tests that hold, too.")
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@format_option("table", "json")
def check(target: str, *, every: bool, strict: bool, layout: str) -> None:
    """Read an agreement, look for weak spots and run the tests that stand in it.

    Exit code 1 if a test does not hold.
    """
    loaded = read_agreement(path_of(target))
    with busy("running the agreement's tests"):
        results, warnings = _examined(loaded)
    failed = sum(not result.ok for result in results)
    if layout == "json":
        data(_document(target, loaded, results, warnings))
    else:
        show(*trial_sheet(results, every=every), *warning_lines(warnings))
        show(_summary(target, loaded, results, warnings))
    if failed:
        raise CheckFailed(f"{failed} of the {len(results)} tests in the agreement do not hold")
    if strict and warnings:
        raise CheckFailed(f"{len(warnings)} warnings")


@command.command("show")
@target_argument
@format_option("table", "json")
def show_(target: str, layout: str) -> None:
    """Show an agreement beside its text: one block for each paragraph."""
    agreement = load_agreement(path_of(target))
    if layout == "json":
        data(agreement)
    else:
        show(*agreement_sheet(agreement))


@command.command("list")
def list_() -> None:
    """List the bundled agreements; each id works wherever a file does."""
    sheet = table("Id", "Title", "Norms", "Tests", right=("Norms", "Tests"))
    for name in available():
        agreement = load_agreement(bundle_path(name) / AGREEMENT)
        tests = sum(len(norm.tests) for norm in agreement.norms.values())
        sheet.add_row(name, agreement.title, str(len(agreement.norms)), str(tests))
    show(sheet)


def path_of(target: str) -> Path:
    """The agreement file that a path, a case folder or a bundled id means."""
    path = Path(target)
    if path.is_dir():
        inside_case = path / AGREEMENT_FOLDER / AGREEMENT
        return inside_case if inside_case.is_file() else path / AGREEMENT
    if target in available() and not path.exists():
        return bundle_path(target) / AGREEMENT
    if not path.exists():
        message = f"there is no such file, and {unknown('bundled agreement', target, available())}"
        raise InputError(Problem(target, 0, "", message, available()))
    return path


def _examined(loaded: Loaded) -> tuple[tuple[TrialResult, ...], tuple[Problem, ...]]:
    atlas = Atlas.of(loaded.agreement, loaded.folder)
    results = run_tests(loaded.agreement, loaded.folder, atlas)
    found = (*loaded.warnings, *lint(loaded), *atlas.warnings)
    return results, tuple(dict.fromkeys(found))


def _summary(
    target: str, loaded: Loaded, results: tuple[TrialResult, ...], warnings: tuple[Problem, ...]
) -> Text:
    """What was checked, by the name it was given and its own, and how it came out."""
    agreement = loaded.agreement
    held = sum(result.ok for result in results)
    return faint(
        f"{visible(target)}, agreement {agreement.id}: {len(agreement.provisions)} paragraphs, "
        f"{len(agreement.norms)} norms; "
        f"{held} of {len(results)} tests hold, {len(warnings)} warnings."
    )


def _document(
    target: str, loaded: Loaded, results: tuple[TrialResult, ...], warnings: tuple[Problem, ...]
) -> Checked:
    return Checked(
        target=target,
        agreement=loaded.agreement.id,
        revision=loaded.agreement.encoding.revision,
        digest=loaded.agreement.content_digest,
        tests=tuple(
            Trial(norm=r.norm, name=r.name, holds=r.ok, differences=r.differences, why=r.why) for r in results
        ),
        warnings=tuple(
            Warned(file=w.file, line=w.line, field=w.field, message=w.message, allowed=w.allowed)
            for w in warnings
        ),
    )
