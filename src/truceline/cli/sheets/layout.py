"""The look of every table: a rule under the head, air between columns, no frames."""

from __future__ import annotations

from rich.box import Box
from rich.table import Table
from rich.text import Text

# Only a rule under the head; vertical lines and frames are noise to the eye and to grep.
_RULED = Box(
    "    \n    \n ── \n    \n    \n    \n    \n    \n",
)


def table(*heads: str, gap: int = 2, right: tuple[str, ...] = ()) -> Table:
    """An empty table with these column heads; `right` names the columns of figures."""
    made = Table(
        box=_RULED,
        show_edge=False,
        pad_edge=False,
        padding=(0, gap - 1, 0, 0),  # the box itself sets one blank between columns
        header_style="bold",
    )
    for head in heads:
        made.add_column(head, justify="right" if head in right else "left", overflow="fold")
    return made


def heading(words: str) -> Text:
    """A section's title, with an empty line before it."""
    return Text(f"\n{words}", style="bold")


def faint(words: str) -> Text:
    """Notes and legends."""
    return Text(words, style="dim")


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what is counted: one document, two documents."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
