"""Will the promise be kept in time: by the deadline of the text, or by a later one that a rule may set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from truceline.agreement.norms import Duty
from truceline.assess.docket import Docket
from truceline.assess.engine import inquiry_into
from truceline.evidence.strict import Strict
from truceline.outlook.more_time import MoreTime, more_time
from truceline.outlook.progress import Pace, Progress, Shown, progress_of

if TYPE_CHECKING:
    from truceline.assess.inquiry import Inquiry
    from truceline.assess.result import Due
    from truceline.case.folder import Case
    from truceline.core.frame import Frame
    from truceline.evidence.claim import Claim

_YEAR = 365


class ByDay(Strict):
    """How likely the promise is shown kept by one of its deadlines."""

    by: date
    source: str
    """The text, or the rule that may move the deadline."""
    certain: bool
    """Whether this is the deadline whatever comes; one that a rule may set is not."""
    chance: float
    low: float
    high: float
    """The chance under a slow and a quick pace, each with one in ten beyond it."""


class Fulfilment(Strict):
    """An achieve duty that is not kept yet: its path, and the days on which it may be."""

    norm: str
    parts: int
    shown: int
    path: tuple[Shown, ...]
    deadlines: tuple[ByDay, ...]
    half_by: date | None
    """The day by which it is as likely as not to be kept; null: not within a year."""
    never: float | None
    """The chance that it is not kept within a year."""
    on_track: bool | None
    """Whether it is more likely than not to be kept by its first deadline that is still ahead."""
    cannot_say: str | None = None
    """Why there are no chances, and what is missing."""
    more_time: tuple[MoreTime, ...] = ()
    """The rules that may move its deadline."""


def fulfilments(case: Case, frame: Frame, supposed: Sequence[Claim] = ()) -> Iterator[Fulfilment]:
    """Every achieve duty with a deadline that binds and is not shown kept; `supposed` claims count."""
    inquiry = looked_into(case, frame, supposed)
    for norm in inquiry.agreement.assessed():
        if isinstance(norm, Duty) and norm.mode == "achieve" and inquiry.admits(norm.id):
            progress = progress_of(inquiry, norm)
            if progress is not None and inquiry.judge(norm.id).degree.low < 1.0:
                yield _of_duty(inquiry, progress)


def looked_into(case: Case, frame: Frame, supposed: Sequence[Claim] = ()) -> Inquiry:
    """An inquiry into all that can bear on a status in the frame."""
    law = case.law(frame)
    docket = Docket.of(law.agreement, law.atlas, case.selected(frame), frame, supposed)
    return inquiry_into(law.agreement, docket, frame)


def _of_duty(inquiry: Inquiry, progress: Progress) -> Fulfilment:
    today, pace, reason = inquiry.frame.as_of, progress.pace, progress.cannot_say
    ahead = [due for due in progress.dues if due.by > today]
    first = next(iter(ahead), None)
    return Fulfilment(
        norm=progress.duty.id,
        parts=progress.parts,
        shown=progress.shown,
        path=progress.path,
        deadlines=() if reason else tuple(_by(pace, due, today) for due in ahead),
        half_by=None if reason else _half_by(pace, today),
        never=None if reason else round(1.0 - pace.chance(_YEAR), 4),
        on_track=None if reason or first is None else pace.chance((first.by - today).days) > 0.5,  # noqa: PLR2004
        cannot_say=reason,
        more_time=tuple(more_time(inquiry, progress)),
    )


def _by(pace: Pace, due: Due, today: date) -> ByDay:
    odds = pace.odds((due.by - today).days)
    return ByDay(by=due.by, source=due.source, certain=due.certain, **odds.rounded())


def _half_by(pace: Pace, today: date) -> date | None:
    half = next((days for days in range(1, _YEAR + 1) if pace.chance(days) >= 0.5), None)  # noqa: PLR2004
    return None if half is None else today + timedelta(days=half)
