"""`truceline bulletin`: the site of all public reports, and whether a copy of it is whole."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.cli.console import busy, note, show
from truceline.cli.console import data as print_data
from truceline.cli.options import case_argument, format_option
from truceline.cli.published import put_bulletin
from truceline.errors import CheckFailed, InputError, Problem
from truceline.ledger.signing import PublicKey
from truceline.publish.bulletin.building import public_issues
from truceline.publish.bulletin.manifest import Checked, check

_LANGUAGES = click.Choice(["en", "ar"])


@click.group("bulletin")
def command() -> None:
    """The site of all public reports, and whether a copy of it is whole."""


@command.command("build")
@case_argument
@click.option(
    "--language",
    "languages",
    type=_LANGUAGES,
    multiple=True,
    default=("en",),
    show_default=True,
    help="A language of the site, the first at its top; repeatable.",
)
@click.option("--sign", "key", metavar="FILE", type=click.Path(path_type=Path), help="Sign with this key.")
@click.option("--address", metavar="URL", default="", help="Where the site will stand, for its feed.")
@click.option("--data", is_flag=True, help="Lay each report's figures beside it as data.")
@click.option(
    "--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Write the site there."
)
def build(
    folder: Path, *, languages: tuple[str, ...], key: Path | None, address: str, data: bool, out: Path
) -> None:
    """Build the site of every public report of CASE that was issued."""
    case = Case.open(folder)
    if address and not address.startswith(("https://", "http://")):
        allowed = ("https://...", "http://...")
        raise InputError(Problem("--address", 0, "", f"'{address}' is no address", allowed))
    issues = public_issues(case)
    if not issues:
        told = "no public report was issued yet: `truceline report CASE --public --issue NAME`"
        raise InputError(Problem(str(folder), 0, "", told))
    with busy("writing"):
        told = put_bulletin(
            case,
            out,
            issues,
            languages=tuple(dict.fromkeys(languages)),
            key=key,
            address=address,
            data=data,
        )
    note(told)


@command.command("check")
@click.argument("site", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--key", metavar="KEY", help="The key that its signer handed out: is it that one?")
@format_option("table", "json")
def check_(site: Path, *, key: str | None, layout: str) -> None:
    """Compare a copy of a bulletin with its manifest; exit 1 where a file differs."""
    found = check(site, PublicKey.of(key) if key else None)
    if layout == "json":
        print_data(found)
    else:
        show(*_told(found))
    if not found.is_sound:
        raise CheckFailed("the copy is not what was signed")


def _told(found: Checked) -> list[str]:
    lines = [f"{found.files} files are named in the manifest."]
    for told, paths in (("changed", found.changed), ("missing", found.missing), ("added", found.added)):
        lines += [f"{told}: {path}" for path in paths]
    if found.signature == "none":
        return [*lines, "Not signed: whoever changed a file may have changed the manifest, too."]
    lines.append(f"Signature of {found.signer}, key {found.key}: {found.signature}.")
    if found.expected is None:
        lines.append("Compare the key with the one that its signer handed out (--key).")
    else:
        lines.append("It is the key asked for." if found.expected else "It is NOT the key asked for.")
    return lines
