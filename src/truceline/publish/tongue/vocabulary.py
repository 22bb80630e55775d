"""Every word of a closed vocabulary that reports tell: what a language has to know besides whole messages."""

from __future__ import annotations

from enum import StrEnum
from typing import get_args

from truceline.agreement.model import Authority, Geometry, Zone
from truceline.assess.result import Pace, Phase, Posture, Standing
from truceline.core.finding import Standard, Verdict
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Modality, Status
from truceline.ledger.signers import Role
from truceline.mechanism import inquiries, meetings, messages, patrols
from truceline.mechanism.boundary import STATES
from truceline.mechanism.kinds import MATTERS
from truceline.mechanism.latency import STEPS
from truceline.mechanism.routes import Whom
from truceline.publish.release.telling import CANNOT_SAY, REASONS
from truceline.publish.symbols import MARKS
from truceline.publish.tongue.act_words import act_words
from truceline.publish.words import plain
from truceline.replies.reply import Handled, ReplyState

_ENUMS: tuple[type[StrEnum], ...] = (
    Standing,
    Pace,
    Phase,
    Posture,
    Verdict,
    Standard,
    Act,
    AttributionGrade,
    Role,
    Modality,
    Status,
    ReplyState,
    Handled,
)
_ENTRIES = ("opened", "confirmed", "closed", "not attributed", "no breach", "breach", "counts as a breach")
_SIDES = ("for", "against")
_MANNERS = ("joint", "coordinated", "single", "patrol")
_WITHDRAWALS = ("declared", "declared done", "verified", "short", "complete")
_REQUESTS = ("asked", "half granted", "granted", "refused", "withdrawn")
_FINDINGS = ("verified", "not verified", "unfounded", "accidental")
_ROUTES = ("open", "limited", "closed")
_OTHERS = (
    ("graded", "made", "taken back", "one side", "same", "differ", "said done", "pledged", "counted"),
    ("counted by several", "in talks", "agreed", "carried out", "broken", "denied"),
)
"""States of the mechanism's other matters."""
_DRAWN = ("area", "line", "point")
_COURSES = (patrols.COURSE, meetings.COURSE, inquiries.COURSE, messages.COURSE)


def vocabulary() -> frozenset[str]:
    """The words as they stand in a catalogue."""
    members = (member.value for enum in _ENUMS for member in enum)
    shapes = get_args(Zone.model_fields["shape"].annotation)
    statuses = get_args(Geometry.model_fields["status"].annotation)
    lists = (
        _ENTRIES,
        _SIDES,
        _MANNERS,
        _WITHDRAWALS,
        _REQUESTS,
        _FINDINGS,
        _ROUTES,
        STATES,
        STEPS,
        REASONS,
        (CANNOT_SAY,),
        *_OTHERS,
        _DRAWN,
        MATTERS,
    )
    states = (course.states for course in _COURSES)
    kinds = (mark.words for mark in MARKS)
    listed = (word for several in (*lists, *states, get_args(Whom)) for word in several)
    words = map(plain, (*members, *shapes, *statuses, *get_args(Authority), *kinds, *listed))
    return frozenset(words) | act_words()
