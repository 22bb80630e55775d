"""`truceline claims CASE review`: claim after claim, a key for each decision, nothing typed twice."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text

from truceline.case.context import Contexts
from truceline.case.folder import Case
from truceline.case.framing import day_of
from truceline.case.reviewing import Desk, day_for, document_of, effect
from truceline.cli.console import note, show
from truceline.cli.deciding import by_option, login
from truceline.cli.disclosed import look, of_claims
from truceline.cli.sheets.desk import Pile, desk_sheet
from truceline.cli.sheets.effect import effect_sheet
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Status


@click.command("review")
@click.option("--document", metavar="NAME", help="Only claims of this document (name or SHA-256).")
@click.option("--as-of", metavar="DAY", help="Show effects on this day [default: the day of publication].")
@click.option("--why", default="", help="A reason to keep with every decision.")
@by_option
@click.pass_obj
def review(folder: Path, document: str | None, as_of: str | None, why: str, by: str | None) -> None:
    """Go through the proposed claims, one key for each decision.

    j and k move, a accepts, r rejects, e corrects (field=value), u undoes, s shows which statuses it
    would change, q quits. Every decision is kept at once.
    """
    problems: list[Problem] = []
    day = day_of("--as-of", as_of, problems) if as_of else None
    if problems:
        raise InputError(problems)
    case = Case.open(folder)
    sha256 = document_of(case, document).sha256 if document else None
    proposed = [
        claim
        for claim in case.ledger.claims()
        if claim.status is Status.PROPOSED and (sha256 is None or claim.evidence.document == sha256)
    ]
    if not proposed:
        note("no claim is waiting for a decision")
        return
    pile = [claim.claim_id for claim in proposed]
    look(case, of_claims(proposed), pile, by)
    table = _Table(Desk(case, by or login()), pile, why, day)
    table.work()
    note(f"{len(table.desk.done)} decided, {len(table.open)} still proposed")


@dataclass
class _Table:
    """The pile of claims, and where the reviewer is in it."""

    desk: Desk
    pile: list[str]
    why: str
    as_of: date | None
    at: int = 0
    below: list[RenderableType] = field(default_factory=list)
    """What the last key had to say."""
    before: list[tuple[int, str]] = field(default_factory=list)
    """For each step that can be undone: where in the pile it was, and which claim lay there."""
    open: set[str] = field(init=False)
    """Those of the pile that are still proposed."""
    contexts: Contexts = field(init=False)

    def __post_init__(self) -> None:
        self.open = set(self.pile)
        self.contexts = Contexts(self.desk.case)

    @property
    def claim(self) -> Claim:
        found = self.desk.case.ledger.claim(self.pile[self.at])
        assert found is not None, "what is in the pile is in the ledger"
        return found

    def work(self) -> None:
        """Draw, take a key, do it; until told to stop."""
        while True:
            self._draw()
            key = _key()
            if key in _QUIT:
                return
            self.below = []
            act = _KEYS.get(key)
            if act is None:
                self.below.append(Text(f"no such key: {key!r}", style="dim"))
            else:
                act(self)

    def _draw(self) -> None:
        click.clear()
        claim = self.claim
        pile = Pile(self.at + 1, len(self.pile), len(self.open))
        show(*desk_sheet(claim, self.contexts.of(claim), pile), *self.below)

    def next(self) -> None:
        """One on."""
        self.at = min(self.at + 1, len(self.pile) - 1)

    def back(self) -> None:
        """One back."""
        self.at = max(self.at - 1, 0)

    def accept(self) -> None:
        """Let it count."""
        self._decide(Status.ACCEPTED)

    def reject(self) -> None:
        """Keep it out."""
        self._decide(Status.REJECTED)

    def _decide(self, status: Status) -> None:
        claim = self.claim
        if self.desk.decide([claim], status, self.why):
            self.before.append((self.at, claim.claim_id))
            self.open.discard(claim.claim_id)
            self.below.append(Text(f"{claim.name} {status.value}", style="bold"))
        self._on()

    def _on(self) -> None:
        """To the next claim that is still open, after this one or from the start; else stay."""
        order = [*range(self.at + 1, len(self.pile)), *range(self.at)]
        self.at = next((number for number in order if self.pile[number] in self.open), self.at)
        if not self.open:
            self.below.append(Text("All are decided: q to leave, u to undo.", style="bold"))

    def edit(self) -> None:
        """Correct it: a new claim takes its place in the pile."""
        claim = self.claim
        typed = click.prompt("field=value (empty: leave it)", default="", show_default=False, err=True)
        if not typed.strip():
            return
        try:
            made = self.desk.edit(claim, shlex.split(typed), self.why)
        except (InputError, ValueError) as error:
            self.below.append(Text(str(error), style="red"))
            return
        self.before.append((self.at, claim.claim_id))
        self.open.discard(claim.claim_id)
        self.pile[self.at] = made.claim_id
        self.below.append(Text(f"{made.name} corrects {claim.name} and is accepted", style="bold"))

    def undo(self) -> None:
        """Take the last step back and go there."""
        if not self.desk.undo():
            self.below.append(Text("nothing to undo", style="dim"))
            return
        self.at, claim_id = self.before.pop()
        self.pile[self.at] = claim_id
        if self.claim.status is Status.PROPOSED:
            self.open.add(claim_id)
        self.below.append(Text("undone", style="bold"))

    def effect(self) -> None:
        """Which statuses it would change."""
        claim = self.claim
        day = self.as_of or day_for(self.desk.case, claim.published_on)
        self.below.extend([Text(""), *effect_sheet(effect(self.desk.case, [claim], day))])


_KEYS: dict[str, Callable[[_Table], None]] = {
    "j": _Table.next,
    " ": _Table.next,
    "\x1b[B": _Table.next,
    "k": _Table.back,
    "\x1b[A": _Table.back,
    "a": _Table.accept,
    "r": _Table.reject,
    "e": _Table.edit,
    "u": _Table.undo,
    "s": _Table.effect,
}
_QUIT = ("q", "", "\x04", "\x1b")


def _key() -> str:
    """The next key; the end of input quits."""
    try:
        return click.getchar()
    except EOFError:
        return ""
    except OSError:
        message = "needs a terminal; in a script use list, accept, reject and edit"
        raise InputError(Problem("review", 0, "", message)) from None
