"""What every command of `truceline mechanism` that makes acts shares: the key, the day, the entering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from truceline.case.folder import Case
from truceline.case.framing import known_at_of
from truceline.cli.console import note
from truceline.cli.gathered import Option, gathering
from truceline.cli.key_files import signer_of
from truceline.errors import InputError, Problem
from truceline.ledger.entry import Recording
from truceline.ledger.signing import Signer
from truceline.mechanism.deed import Deed
from truceline.mechanism.entering import POLICIES, Given
from truceline.mechanism.files import read_acts
from truceline.mechanism.signed import Signed

known_option = click.option("--known-at", metavar="TIME", help="As known then [default: now].")
_OPTIONS: tuple[Option, ...] = (
    click.option(
        "--key",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The key file to sign with (`truceline keys new`).",
    ),
    click.option(
        "--made-at", metavar="TIME", help="When the act was made [default: now]: a day, or an instant."
    ),
    click.option(
        "--recorded",
        type=click.Choice([policy.value for policy in POLICIES]),
        default=Recording.LEDGER.value,
        show_default=True,
        help="Since when it counts as known: its entry, or (back-tests) when it says it was made.",
    ),
    click.option("--dry-run", is_flag=True, help="Say what would be entered; keep nothing."),
)


@dataclass(frozen=True)
class Desk:
    """Where acts are signed and entered, as the options say."""

    key: Path | None
    made_at: str | None
    recorded: str
    dry_run: bool

    @cached_property
    def signer(self) -> Signer:
        """The signer of the key file; InputError where none is named."""
        if self.key is None:
            raise InputError(Problem("--key", 0, "", "an act is signed: name the key file"))
        return signer_of(self.key)

    def usual(self, case: Case) -> dict[str, Any]:
        """What the case, the key and the clock say of an act."""
        moment = known_at_of(self.made_at, case.agreement, "--made-at") or case.ledger.now
        held = case.ledger.signers().holder(self.signer.public, moment)
        if held is None:
            name = self.signer.name
            told = f"the case trusts no such key ({name}) at {moment:%Y-%m-%d}: truceline keys trust"
            raise InputError(Problem("--key", 0, "", told))
        usual = {"agreement": case.agreement.id, "signer": held.signer, "made_at": moment.isoformat()}
        return usual | ({"party": held.party} if held.party else {})

    def signed(self, deed: Deed, source: str, line: int = 0) -> Given:
        """An act, signed with the key."""
        return Given(Signed.by(self.signer, deed), source, line)

    def read(self, case: Case, files: Sequence[Path]) -> list[Given]:
        """The acts in files; those that are not signed are signed with the key, or refused without one."""
        usual = self.usual(case) if self.key else {}
        given: list[Given] = []
        problems: list[Problem] = []
        for act, file, line in (written for one in files for written in read_acts(one, usual)):
            if isinstance(act, Signed):
                given.append(Given(act, file, line))
            elif self.key:
                given.append(self.signed(act, file, line))
            else:
                problems.append(Problem(file, line, "", "the act is not signed: give --key"))
        if problems:
            raise InputError(problems)
        return given

    def enter(self, case: Case, given: Sequence[Given]) -> None:
        """Enter acts and say what they came to."""
        receipt = case.mechanism.enter(given, recorded=Recording(self.recorded), dry_run=self.dry_run)
        for claim in receipt.claims:
            note(claim.says)
        already = f", {receipt.already_there} there already" if receipt.already_there else ""
        verb = "would be entered" if self.dry_run else "entered"
        position = "" if self.dry_run else f"; position {receipt.position}"
        note(f"{counted(len(receipt.entered))} {verb}{already}{position}")


desk_options = gathering("desk", Desk, _OPTIONS)
"""Gives a command the options of a desk; it receives them as one `desk`."""


def counted(number: int) -> str:
    """`1 act`, `2 acts`."""
    return f"{number} act" if number == 1 else f"{number} acts"
