"""The JSON documents that only the command line prints; their schemas are published too."""

from __future__ import annotations

from typing import Literal

from truceline.assess.result import (
    AgreementRef,
    Assessment,
    CountedEntry,
    FrameRef,
    PostureEntry,
    RegisterEntry,
    TableRef,
)
from truceline.case.attached import Attached, Detached
from truceline.case.importing import ImportReport
from truceline.evidence.claim import Claim, Place
from truceline.evidence.issue import Issue
from truceline.evidence.strict import Strict
from truceline.places.locate import Candidate, Location


class Register(Strict):
    """The violation register in one frame."""

    format: Literal["truceline/register/1"] = "truceline/register/1"
    agreement: AgreementRef
    frame: FrameRef
    violations: tuple[RegisterEntry, ...]
    tables: tuple[TableRef, ...] = ()
    counted: tuple[CountedEntry, ...] = ()
    """What attached tables count, all their rows together; the likeliest are among the violations."""

    @classmethod
    def of(cls, assessment: Assessment) -> Register:
        """The register's part of an assessment."""
        return cls(
            agreement=assessment.agreement,
            frame=assessment.frame,
            violations=assessment.violations,
            tables=assessment.tables,
            counted=assessment.counted,
        )


class Postures(Strict):
    """What each party says about each norm, in one frame."""

    format: Literal["truceline/postures/1"] = "truceline/postures/1"
    agreement: AgreementRef
    frame: FrameRef
    postures: tuple[PostureEntry, ...]

    @classmethod
    def of(cls, assessment: Assessment) -> Postures:
        """The postures' part of an assessment."""
        return cls(agreement=assessment.agreement, frame=assessment.frame, postures=assessment.postures)


class Claims(Strict):
    """Claims as they stand in a case."""

    format: Literal["truceline/claims/1"] = "truceline/claims/1"
    claims: tuple[Claim, ...]


class Issues(Strict):
    """Rows that could not be taken as they stood."""

    format: Literal["truceline/issues/1"] = "truceline/issues/1"
    issues: tuple[Issue, ...]


class Trial(Strict):
    """How one agreement test came out."""

    norm: str
    name: str
    holds: bool
    differences: tuple[str, ...]
    why: str | None = None


class Warned(Strict):
    """A weak spot in an agreement file."""

    file: str
    line: int
    field: str
    message: str
    allowed: tuple[str, ...] = ()


class Checked(Strict):
    """An agreement examined: its tests and its weak spots."""

    format: Literal["truceline/check/1"] = "truceline/check/1"
    target: str
    """The file, case or id that was named."""
    agreement: str
    revision: int
    digest: str
    tests: tuple[Trial, ...]
    warnings: tuple[Warned, ...]


class Imported(Strict):
    """What came in from each file, or (dry run) would."""

    format: Literal["truceline/imports/1"] = "truceline/imports/1"
    imports: tuple[ImportReport, ...]


class Inside(Strict):
    """Whether a place lies in a zone."""

    zone: str
    p: float | None
    """P(inside), 0-1; null where it cannot be told."""
    state: Literal["inside", "undetermined", "outside", "unknown"]
    distance_km: float | None
    """Signed distance from the zone's edge, positive inside."""
    basis: str


class PossiblePlace(Strict):
    """One place a text may mean."""

    told: str
    place: Place
    source: str | None
    """The list the name is from; null for coordinates and zones."""
    zones: tuple[Inside, ...]
    lines: dict[str, float | None]
    """Signed distance from each line, kilometres, positive to its left."""

    @classmethod
    def of(cls, candidate: Candidate) -> PossiblePlace:
        """One candidate of a location."""
        return cls(
            told=candidate.told,
            place=candidate.place,
            source=candidate.entry.source if candidate.entry else None,
            zones=tuple(
                Inside(zone=zone, p=at.p, state=at.state, distance_km=at.distance_km, basis=at.basis)
                for zone, at in candidate.zones.items()
            ),
            lines=dict(candidate.lines),
        )


class Located(Strict):
    """Everything a text may mean, the likeliest first."""

    format: Literal["truceline/located/1"] = "truceline/located/1"
    text: str
    candidates: tuple[PossiblePlace, ...]

    @classmethod
    def of(cls, location: Location) -> Located:
        """A location as a document."""
        return cls(text=location.text, candidates=tuple(map(PossiblePlace.of, location.candidates)))


class BulkAttached(Strict):
    """What became of the tables that `truceline bulk attach` was given."""

    format: Literal["truceline/bulk-attached/1"] = "truceline/bulk-attached/1"
    tables: tuple[Attached, ...]


class BulkDetached(Strict):
    """What became of the table that `truceline bulk detach` took off."""

    format: Literal["truceline/bulk-detached/1"] = "truceline/bulk-detached/1"
    table: Detached


class BulkTables(Strict):
    """The tables attached to a case."""

    format: Literal["truceline/bulk-tables/1"] = "truceline/bulk-tables/1"
    tables: tuple[TableRef, ...]
