"""`truceline new`: a case folder from a bundled case, or from an agreement alone."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from truceline.case.bundles import available
from truceline.case.choice import require
from truceline.case.folder import Case
from truceline.cli.console import note


@click.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--from", "bundle", metavar="ID", help="A bundled case whole: agreement, claims, places.")
@click.option("--agreement", metavar="ID|FILE", help="An agreement alone: a bundled one, or a file.")
@click.option(
    "--store", metavar="URL", help="Keep the ledger on a server: postgresql://HOST/DATABASE?case=NAME."
)
@click.option("--join", is_flag=True, help="With --store: use the ledger that is there already.")
def command(
    folder: Path, bundle: str | None, agreement: str | None, store: str | None, *, join: bool
) -> None:
    """Make DIR a case: an agreement, its claims, its documents and its ledger.

    `truceline agreement list` names the bundled ones. A password for the server comes from PGPASSFILE
    or PGPASSWORD.
    """
    if (bundle is None) == (agreement is None):
        raise click.UsageError(f"give --from or --agreement, one of them (bundled: {', '.join(available())})")
    if bundle is not None:
        require("--from", "bundled case", [bundle], available())
    if join and not store:
        raise click.UsageError("--join says how to use --store; give its URL")
    case = Case.create(folder, bundle=bundle, agreement=_source(agreement), store=store, join=join)
    claims = sum(1 for _ in case.ledger.claims())
    note(f"{folder}: {case.agreement.title}")
    # The hint is meant to be copied into a shell.
    hint = f"truceline assess {quote(str(folder))}"
    note(f"{len(case.agreement.norms)} norms, {claims} claims. Next: {hint}")


def _source(agreement: str | None) -> str | Path | None:
    """A bundled id as it is, anything else as the path of a file."""
    if agreement is None or agreement in available():
        return agreement
    path = Path(agreement)
    if not path.exists():
        require("--agreement", "bundled agreement or file", [agreement], available())
    return path
