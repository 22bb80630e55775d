"""Running the tests that stand in an agreement file: claims given, a frame, the status expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from truceline.agreement.examples import claims_of
from truceline.agreement.model import Agreement
from truceline.agreement.norms import AgreementTest, Constitutive, Duty
from truceline.assess.docket import Docket
from truceline.assess.engine import inquiry_into, status_of
from truceline.assess.result import NormStatus, PartStatus
from truceline.core.frame import NO_READINGS, Frame
from truceline.evidence.claim import Claim
from truceline.places.atlas import Atlas

_ROUNDING = 0.01  # Files give shares to two digits: 0.33 is a third.


@dataclass(frozen=True)
class TrialResult:
    """How one agreement test came out; `differences` name field, expected and found."""

    norm: str
    name: str
    differences: tuple[str, ...]
    why: str | None = None

    @property
    def ok(self) -> bool:
        return not self.differences


def run_tests(agreement: Agreement, folder: Path, atlas: Atlas) -> tuple[TrialResult, ...]:
    """Run every test of every norm, in the order of the file."""
    examples = claims_of(agreement, folder)
    return tuple(
        run_test(agreement, atlas, examples, norm.id, test)
        for norm in agreement.norms.values()
        for test in norm.tests
    )


def run_test(
    agreement: Agreement, atlas: Atlas, examples: dict[str, Claim], norm_id: str, test: AgreementTest
) -> TrialResult:
    """Run one test standing under a norm; it may expect something of another."""
    frame = frame_of(agreement, test)
    given = [examples[name] for name in test.given]
    asked = agreement.norms[test.expect.norm or norm_id]
    assert isinstance(asked, Duty | Constitutive), f"{asked.id} has no status: name one in expect.norm"
    docket = Docket.of(agreement, atlas, given, frame)
    status = status_of(inquiry_into(agreement, docket, frame), asked)
    return TrialResult(norm_id, test.name, tuple(_differences(test, status)), test.why)


def frame_of(agreement: Agreement, test: AgreementTest) -> Frame:
    """The frame a test names; a bare `known_at` day means the end of that day."""
    known_at = test.known_at
    if known_at is not None and not isinstance(known_at, datetime):
        known_at = agreement.tempo.last_moment(known_at)
    elif known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=agreement.tempo.zone)
    instruments = None if test.instruments is None else frozenset(test.instruments)
    return Frame(test.as_of, known_at, instruments, test.readings or NO_READINGS)


def _differences(test: AgreementTest, status: NormStatus) -> list[str]:
    expect = test.expect
    about: NormStatus | PartStatus = status
    if expect.party is not None:
        part = status.of_party(expect.party)
        if part is None:
            return [f"party: {expect.party} has no part of its own in {status.norm}"]
        about = part
    found = []
    for name in ("performance", "standing"):
        wanted, got = getattr(expect, name), getattr(about, name)
        if wanted is not None and wanted != got.value:
            found.append(f"{name}: expected {wanted}, found {got.value}")
    for name in ("phase", "pace"):
        wanted, got = getattr(expect, name), getattr(status, name)
        if wanted is not None and wanted != (got.value if got else "none"):
            found.append(f"{name}: expected {wanted}, found {got.value if got else 'none'}")
    if expect.degree is not None and not _close(expect.degree, about.degree):
        found.append(f"degree: expected {list(expect.degree)}, found {list(about.degree)}")
    if expect.branches is not None:
        standings = sorted(branch.standing.value for branch in status.branches)
        if sorted(expect.branches) != standings:
            found.append(f"branches: expected {sorted(expect.branches)}, found {standings}")
    return found


def _close(wanted: tuple[float, float], got: tuple[float, float]) -> bool:
    return all(abs(w - g) <= _ROUNDING for w, g in zip(wanted, got, strict=True))
