"""What the commands on event tables share: options, and what they tell of doubtful rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from truceline.cli.bulk_documents import BulkIssue
from truceline.cli.console import note

if TYPE_CHECKING:
    from truceline.bulk.layout import Layout
    from truceline.bulk.points import Issues

out_option = click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Where to write."
)


def mapping_option(told: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--mapping`, for a command that reads from a table what is `told` (`where and when`)."""
    return click.option(
        "--mapping",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=f"Which columns say {told} (YAML, as for import) [default: told from their names].",
    )


def bulk_issues(issues: Issues) -> tuple[BulkIssue, ...]:
    """What was doubtful, kind by kind."""
    return tuple(
        BulkIssue(kind=kind, rows=count, first=tuple(issues.first[kind]))
        for kind, count in sorted(issues.counts.items())
    )


def note_exactness(layout: Layout) -> None:
    """Say so where nothing tells how exactly events are placed."""
    if layout.radius is None and layout.precision is None:
        note("no column says how exactly a row is placed: every point counts as an exact place")
