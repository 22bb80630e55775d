"""The JSON documents of `truceline mechanism`; their schemas are published too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from truceline.case.depths import Sightings
from truceline.case.watching import Watched
from truceline.evidence.claim import Claim
from truceline.evidence.issue import Issue
from truceline.evidence.strict import Strict
from truceline.mechanism.collecting import Collected
from truceline.mechanism.deed import Submitted
from truceline.mechanism.forms import Form
from truceline.mechanism.latency import Wait
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.record import LeftOut
from truceline.mechanism.tallies import Agreed
from truceline.places.difference import Difference


class ActShown(Strict):
    """An act as the ledger holds it."""

    act: str
    """SHA-256 of what was signed."""
    deed: dict[str, Any]
    key: str
    signature: str
    document: str
    row: int
    position: int
    recorded_at: datetime

    @classmethod
    def of(cls, entered: Entered) -> ActShown:
        """An act in the ledger as a document."""
        return cls(
            act=entered.signed.digest,
            document=entered.document,
            row=entered.row,
            position=entered.position,
            recorded_at=entered.recorded_at,
            **entered.signed.plain(),
        )


class ActLeftOut(Strict):
    """An act in the ledger that does not count, and why."""

    act: ActShown
    field: str
    reason: str


class ActsShown(Strict):
    """The acts of a case, in the order they were entered."""

    format: Literal["truceline/acts-shown/1"] = "truceline/acts-shown/1"
    acts: tuple[ActShown, ...]
    left_out: tuple[ActLeftOut, ...]

    @classmethod
    def of(cls, acts: Iterable[Entered], left_out: Iterable[LeftOut]) -> ActsShown:
        """A record's acts as a document."""
        return cls(
            acts=tuple(map(ActShown.of, acts)),
            left_out=tuple(
                ActLeftOut(act=ActShown.of(one), field=why.field, reason=why.message) for one, why in left_out
            ),
        )


class MatterShown(Strict):
    """A matter, where it stands, and the acts that brought it there."""

    sort: str
    name: str
    state: str
    told: str
    details: dict[str, Any]
    """What else follows from its acts, by sort."""
    acts: tuple[ActShown, ...]

    @classmethod
    def of(cls, matter: Matter, acts: Iterable[Entered]) -> MatterShown:
        """A matter as a document, with those of its acts that are shown."""
        return cls(
            sort=matter.sort,
            name=matter.id,
            state=matter.state,
            told=matter.told,
            details=matter.details,
            acts=tuple(map(ActShown.of, acts)),
        )


class MattersShown(Strict):
    """Matters of the mechanism as they stand."""

    format: Literal["truceline/matters/1"] = "truceline/matters/1"
    matters: tuple[MatterShown, ...]


class LinesCompared(Strict):
    """How two drawings of a zone differ."""

    format: Literal["truceline/lines-compared/1"] = "truceline/lines-compared/1"
    zone: str
    first: str
    second: str
    difference: Difference


class WaitsShown(Strict):
    """How long messages wait, by direction and step."""

    format: Literal["truceline/waits/1"] = "truceline/waits/1"
    waits: tuple[Wait, ...]


class CoverageShown(Strict):
    """How much of a zone was watched, week by week."""

    format: Literal["truceline/coverage/1"] = "truceline/coverage/1"
    zone: str
    weeks: tuple[Watched, ...]


class FormShown(Strict):
    """A form as it stands."""

    kind: str
    id: str
    """Its id on a server."""
    version: str
    title: str
    questions: int
    photographs: bool
    given_out: bool
    """Whether this case has given out this version."""

    @classmethod
    def of(cls, form: Form, *, given_out: bool) -> FormShown:
        """A form as a document."""
        return cls(
            kind=form.kind,
            id=form.id,
            version=form.version,
            title=form.title,
            questions=len(form.questions),
            photographs=form.photographs,
            given_out=given_out,
        )


class FormsShown(Strict):
    """The forms of a case, and the kinds of act that have none."""

    format: Literal["truceline/forms/1"] = "truceline/forms/1"
    forms: tuple[FormShown, ...]
    without: dict[str, str]
    """Kind -> why there is no form."""


class CollectedShown(Strict):
    """What a file of submissions came to, or (dry run) would come to."""

    format: Literal["truceline/collected/1"] = "truceline/collected/1"
    file: str
    dry_run: bool
    submissions: int
    entered: int
    edited: int
    """Later editions, each in place of the one before."""
    already_there: int
    skipped: int
    issues: tuple[Issue, ...]
    claims: tuple[Claim, ...]
    position: int

    @classmethod
    def of(cls, file: str, found: Collected, *, dry_run: bool) -> CollectedShown:
        """What came of a file as a document."""
        return cls(
            file=file,
            dry_run=dry_run,
            submissions=found.submissions,
            entered=found.entered,
            edited=found.edited,
            already_there=found.already_there,
            skipped=found.skipped,
            issues=found.issues,
            claims=found.claims,
            position=found.position,
        )


class SubmissionShown(Strict):
    """One edition of a submission, and the act it was made into."""

    submitted: Submitted
    filled_in_at: datetime
    known_since: datetime
    act: str
    sort: str
    matter: str
    counts: bool
    """Whether it counts: no later edition has taken its place, and nobody took it back."""


class SubmissionsShown(Strict):
    """The submissions of a case, edition by edition."""

    format: Literal["truceline/submissions/1"] = "truceline/submissions/1"
    submissions: tuple[SubmissionShown, ...]


class CountsShown(Strict):
    """How far the sides' daily figures agree."""

    format: Literal["truceline/counts/1"] = "truceline/counts/1"
    weeks: tuple[Agreed, ...]


class SightingsShown(Strict):
    """What was seen since each withdrawal was declared."""

    format: Literal["truceline/sightings/1"] = "truceline/sightings/1"
    withdrawals: tuple[Sightings, ...]
