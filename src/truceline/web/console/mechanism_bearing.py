"""The promises that a matter bears on: those its acts name, and those whose proofs rest on its acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.assess.result import NormStatus
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.deciders import settling
from truceline.mechanism.matter import Matter
from truceline.mechanism.questions import shape_of
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.obligations import Mark
from truceline.web.house import frame_key
from truceline.web.visit import Visit


@dataclass(frozen=True)
class Bearing:
    """A promise, and where it stands."""

    norm: str
    title: str
    mark: Mark
    rests: bool
    """Whether its proof rests on an act of the matter, not only that an act names it."""


def bearings(matter: Matter, seat: Seat) -> tuple[Bearing, ...]:
    """The promises that a matter bears on, in the agreement's order."""
    voice = seat.visit.voice
    named, resting = set(_named(matter, seat)), set(_resting(matter, seat))
    return tuple(
        Bearing(one.norm, voice.promise(one.norm), Mark.of(one.standing, voice), one.norm in resting)
        for one in seat.visit.assessment.norms
        if one.norm in resting or one.norm in named or one.norm.partition("/")[0] in named
    )


def _named(matter: Matter, seat: Seat) -> Iterator[str]:
    if isinstance(matter, Boundary):
        yield from (one.norm for one in settling(seat.visit.agreement, matter.id))
    for act in seat.viewer.acts_of(matter):
        deed = act.signed.deed
        for name, info in type(deed).model_fields.items():
            if shape_of(info).names == "norm":
                value = getattr(deed, name)
                yield from value if isinstance(value, tuple) else (value,) if value else ()


def _resting(matter: Matter, seat: Seat) -> Iterator[str]:
    """The promises whose proofs cite what the matter's acts became."""
    cited, mechanism = cited_by(seat.visit), seat.visit.held.case.mechanism
    rows: dict[str, set[int]] = defaultdict(set)
    for act in seat.viewer.acts_of(matter):
        rows[act.document].add(act.row)
    for document, wanted in rows.items():
        for row, claims in mechanism.resting_on(document).items():
            if row in wanted:
                yield from (norm for claim in claims for norm in cited.get(claim, ()))


def cited_by(visit: Visit) -> Mapping[str, frozenset[str]]:
    """Claim -> the promises whose proofs cite it, in the visit's frame."""
    key = ("cited", visit.position, frame_key(visit.frame))
    return visit.held.kept(key, lambda: citing(visit.assessment.norms))


def citing(norms: tuple[NormStatus, ...]) -> Mapping[str, frozenset[str]]:
    """Claim -> the promises whose proofs, as they are here, cite it."""
    found: dict[str, set[str]] = defaultdict(set)
    for status in norms:
        nodes = [status.proof, *(part.proof for part in status.parts)]
        while nodes:
            node = nodes.pop()
            for one in (*node.supporting, *node.opposing):
                found[one.claim_id].add(status.norm)
            nodes += node.parts
    return {claim: frozenset(several) for claim, several in found.items()}
