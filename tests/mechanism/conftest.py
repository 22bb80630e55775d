"""A river between two sides, a mission that observes, and keys for everybody."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.signing import Signer
from truceline.mechanism.entering import Given
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.signed import Signed

TINY = Path(__file__).parents[1] / "cli" / "tiny" / "agreement.yaml"
START = datetime(2030, 1, 1, 6, tzinfo=UTC)
CAST = {
    "north-liaison": ("north", Role.LIAISON),
    "south-liaison": ("south", Role.LIAISON),
    "south-second": ("south", Role.LIAISON),
    "mission-observer": ("mission", Role.OBSERVER),
    "mission-liaison": ("mission", Role.LIAISON),
    "mission-verifier": ("mission", Role.VERIFIER),
    "north-observer": ("north", Role.OBSERVER),
    "analyst": (None, Role.ANALYST),
    "publisher": (None, Role.PUBLISHER),
}
SIGNERS = {name: Signer(name, bytes([number]) * 32) for number, name in enumerate(CAST, start=1)}


class Hand:
    """A clock that somebody turns."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


def trust(name: str, party: str | None, role: Role, at: datetime = START, **changed) -> Trust:
    line = Trust(str(SIGNERS[name].public), name, party, role, KeyStanding.TRUSTED, at, "tests", "")
    return line._replace(**changed)


def deed(case: Case, who: str, kind: str, /, **fields):
    """An act as its maker would write it, now."""
    usual = {
        "agreement": case.agreement.id,
        "party": CAST[who][0],
        "signer": who,
        "made_at": case.ledger.now.isoformat(),
        "kind": kind,
    }
    return deed_from({**usual, **fields})


def enter(case: Case, who: str, kind: str, /, **fields):
    """Sign and enter one act; the clock goes on an hour."""
    receipt = case.mechanism.enter([Given(Signed.by(SIGNERS[who], deed(case, who, kind, **fields)))])
    case.ledger._clock.at += timedelta(hours=1)
    return receipt


def open_case(folder: Path, agreement: Path = TINY) -> Case:
    """A new case whose ledger has a clock of its own, and trusts everybody's key."""
    case = Case.create(folder, agreement=agreement, clock=Hand())
    known = {None, *case.agreement.party}
    case.ledger.trust([trust(name, *post) for name, post in CAST.items() if post[0] in known])
    return case


class Promised:
    """A case whose agreement has a fifth paragraph: by 12 January the South does what a check asks for."""

    def __init__(self, folder: Path, check: dict) -> None:
        norm = {
            "id": "fifth",
            "kind": "duty",
            "mode": "achieve",
            "bearer": ["south"],
            "deadline": {"by": "2030-01-12"},
            "test": check,
            "tests": [
                {
                    "name": "nothing known",
                    "given": [],
                    "as_of": "2030-01-11",
                    "expect": {"performance": "unknown"},
                }
            ],
        }
        provision = json.dumps({"para": "5", "says": "A fifth promise.", "norms": [norm]})
        text = TINY.read_text(encoding="utf-8")
        text = text.replace('paragraphs: ["1", "2", "3", "4"]', 'paragraphs: ["1", "2", "3", "4", "5"]')
        second = '  - para: "1"\n    instrument: more-time'
        made = folder / "promised"
        made.mkdir()
        (made / "agreement.yaml").write_text(
            text.replace(second, f"  - {provision}\n{second}"), encoding="utf-8"
        )
        shutil.copytree(TINY.parent / "zones", made / "zones")
        self.case = open_case(folder / "promised-case", made / "agreement.yaml")
        self.enter = partial(enter, self.case)
        self.enter("analyst", "grade", cell="mission", family="mission", reliability="A")

    def later(self, **span: int) -> None:
        """Turn the clock on."""
        self.case.ledger._clock.at += timedelta(**span)

    @property
    def performance(self) -> str:
        """How the promise stands on the day after it was due."""
        found = self.case.assess(Frame(as_of=date(2030, 1, 13)))
        return next(one.performance for one in found.norms if one.norm == "fifth")


@pytest.fixture
def case(tmp_path) -> Case:
    return open_case(tmp_path / "case")


@pytest.fixture
def act(case):
    """Enter an act: `act("north-liaison", "send", ...)`."""
    return partial(enter, case)


@pytest.fixture
def matter(case):
    """A matter as it stands now: `matter("message", "m-1")`."""
    return lambda sort, name: case.mechanism.record().matters[sort, name]
