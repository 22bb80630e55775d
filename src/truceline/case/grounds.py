"""The finding that a request for more time rests on: as the request has it, and as the record gives it."""

from __future__ import annotations

from truceline.assess.result import NormStatus
from truceline.case.folder import Case
from truceline.core.degree import Performance
from truceline.core.frame import Frame
from truceline.evidence.strict import Strict
from truceline.mechanism.extensions import Extension


class Grounds(Strict):
    """What a request says of a norm, beside what was on record when it was made."""

    norm: str
    as_of: str
    said: Performance | None
    found: Performance
    degree: tuple[float, float]
    """Shown, and not refuted."""

    @property
    def told(self) -> str:
        """Both in one line."""
        shown, possible = (f"{share:.0%}" for share in self.degree)
        said = f"said to be {self.said.replace('_', ' ')}" if self.said else "nothing said of it"
        found = self.found.replace("_", " ")
        return f"{self.norm} as of {self.as_of}: {said}; on record then: {found}, {shown} to {possible}"


def grounds_of(case: Case, extension: Extension) -> Grounds | None:
    """The finding a request rests on; None where it names none.

    As known when the request was made: what came to light later cannot have moved anybody.
    """
    request = extension.request
    if request.finding is None or request.finding_as_of is None:
        return None
    known = extension.acts[0].recorded_at
    found = _status(case, request.finding, Frame(as_of=request.finding_as_of, known_at=known))
    if found is None:
        return None
    return Grounds(
        norm=request.finding,
        as_of=request.finding_as_of.isoformat(),
        said=request.finding_says,
        found=found.performance,
        degree=found.degree,
    )


def _status(case: Case, norm: str, frame: Frame) -> NormStatus | None:
    return next((one for one in case.assess(frame).norms if one.norm == norm), None)
