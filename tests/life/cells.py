"""Two guarantors' cells and an observer team: each with a ledger of its own, handing acts to one another."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from truceline.assess.result import Assessment, NormStatus
from truceline.case.checkpoints import checkpoint_of
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.ledger.checkpoint import Checkpoint
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.signing import Signer
from truceline.mechanism.entering import Given
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.sight import Viewer
from truceline.mechanism.signed import Signed

SIGNED_ON = datetime.fromisoformat("2018-09-17T12:00:00+03:00")
CAST = {
    "turkey-liaison": ("turkey", Role.LIAISON),
    "turkey-observer": ("turkey", Role.OBSERVER),
    "russia-liaison": ("russia", Role.LIAISON),
    "russia-observer": ("russia", Role.OBSERVER),
    "team-observer": (None, Role.OBSERVER),
    "team-verifier": (None, Role.VERIFIER),
    "team-publisher": (None, Role.PUBLISHER),
    "analyst": (None, Role.ANALYST),
}
SIGNERS = {name: Signer(name, bytes([number]) * 32) for number, name in enumerate(CAST, start=1)}
HANDED_TO = {"turkey": "turkey-liaison", "russia": "russia-liaison", "team": "team-verifier"}
"""Each cell, and the signer through whose eyes the others see what they may hand to it."""


class Clock:
    """One clock for everybody; it never goes back."""

    def __init__(self) -> None:
        self.at = SIGNED_ON

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Asked:
    """A question that a cell put to its case, and the answer it got then."""

    cell: str
    answer: Assessment

    def status(self, norm: str) -> NormStatus:
        return self.answer.status(norm)


@dataclass
class Life:
    """The mechanism as three cells live it."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    cases: dict[str, Case] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    """What was asked along the way, by a name for it."""
    checkpoints: list[tuple[str, Checkpoint]] = field(default_factory=list)
    """Each cell's checkpoints, as the other cells keep them."""
    names: dict[str, str] = field(default_factory=dict)
    """Names of acts that are spoken of later."""

    def begin(self, agreement: str) -> None:
        """A case for each cell; each trusts the keys that were read out to it."""
        for cell in HANDED_TO:
            case = Case.create(self.folder / cell, agreement=agreement, clock=self.clock)
            case.ledger.trust([trust(name) for name in CAST])
            self.cases[cell] = case

    @contextmanager
    def on(self, moment: str) -> Iterator[None]:
        """The time goes on to a moment, as people there read it off a clock."""
        then = datetime.fromisoformat(f"{moment}:00+03:00")
        assert then >= self.clock.at, moment
        self.clock.at = then
        yield

    def does(self, who: str, kind: str, /, **fields: Any) -> str:
        """Somebody makes one act in their own cell; returns its name."""
        (name,) = self.do(who, [{"kind": kind, **fields}])
        return name

    def do(self, who: str, acts: Iterable[Mapping[str, Any]]) -> list[str]:
        """Somebody makes several acts at once."""
        case = self.cases[cell_of(who)]
        usual = {"agreement": case.agreement.id, "party": CAST[who][0], "signer": who}
        made = [deed_from({**usual, "made_at": self.clock.at.isoformat(), **one}) for one in acts]
        receipt = case.mechanism.enter([Given(Signed.by(SIGNERS[who], one)) for one in made])
        return [one.name for one in receipt.entered]

    def exchange(self, *without: str) -> None:
        """Every cell hands every other what that one may see and does not have yet."""
        cells = [cell for cell in HANDED_TO if cell not in without]
        for giver in cells:
            record = self.cases[giver].mechanism.record()
            for taker in cells:
                if taker == giver:
                    continue
                viewer = Viewer.named(HANDED_TO[taker], record.signers)
                assert viewer is not None
                self.cases[taker].mechanism.enter([Given(one.signed) for one in viewer.acts(record)])

    def ask(self, name: str, cell: str, as_of: str, **frame: Any) -> Asked:
        """A cell assesses its case, and remembers the answer under a name."""
        case = self.cases[cell]
        if "known_at" in frame:
            frame["known_at"] = datetime.fromisoformat(frame["known_at"])
        asked = Asked(cell, case.assess(Frame(as_of=date.fromisoformat(as_of), **frame)))
        self.asked[name] = asked
        return asked

    def sign_checkpoints(self) -> None:
        """Each guarantor's cell signs the state of its ledger, and the others keep that."""
        for cell in ("turkey", "russia"):
            signer = SIGNERS[f"{cell}-liaison"]
            self.checkpoints.append((cell, checkpoint_of(self.cases[cell], signer, self.clock.at)))

    def copy_of(self, cell: str, to: Path) -> Case:
        """A cell's case as it hands it over to be looked at."""
        shutil.copytree(self.cases[cell].folder, to)
        return Case.open(to, clock=self.clock)


def cell_of(who: str) -> str:
    """The cell that somebody works in."""
    return CAST[who][0] or "team"


def trust(name: str) -> Trust:
    """The line of a register that trusts a key since the day of signature."""
    party, role = CAST[name]
    key = str(SIGNERS[name].public)
    return Trust(key, name, party, role, KeyStanding.TRUSTED, SIGNED_ON, "head of mission", "")
