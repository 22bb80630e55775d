"""What binds in a frame: the agreement with what was granted, and the zones with the lines in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from truceline.agreement.model import Agreement
from truceline.case.selection import for_frame, padding_km
from truceline.mechanism.media import MEDIA_TYPE
from truceline.places.atlas import Atlas

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.core.frame import Frame
    from truceline.evidence.query import EvidenceQuery
    from truceline.mechanism.record import Record
    from truceline.mechanism.sight import Viewer


@dataclass(frozen=True)
class Law:
    """The agreement and its zones as the mechanism has left them, as known in a frame."""

    agreement: Agreement
    atlas: Atlas

    def is_same(self, other: Law) -> bool:
        """Whether both bind to the same, in zones that are drawn alike."""
        if self.agreement is not other.agreement and self.agreement != other.agreement:
            return False
        mine, its = self.atlas, other.atlas
        return mine is its or (mine.delineations == its.delineations and mine.digest == its.digest)

    def query(self, frame: Frame) -> EvidenceQuery:
        """The claims that can bear on any status in the frame."""
        bounds = self.atlas.bounds(padding_km(self.agreement))
        return for_frame(self.agreement, frame, bounds)


def public_law(case: Case, known_at: datetime | None = None) -> Law:
    """The law by the acts alone that an outsider may see: a line that only the sides know is not drawn."""
    if not case.ledger.filed(MEDIA_TYPE, position=case.ledger.position):
        return Law(case.agreement, case.atlas)
    from truceline.mechanism.sight import Viewer  # noqa: PLC0415 - as in `law_for`

    return law_seen(case, Viewer(), known_at)


def law_seen(case: Case, viewer: Viewer, known_at: datetime | None = None) -> Law:
    """The law by the acts alone that somebody may see."""
    record = record_seen(case, viewer, known_at)
    return Law(case.agreement, case.atlas) if record is None else _law_of(case, record)


def record_seen(
    case: Case, viewer: Viewer, known_at: datetime | None = None, by: date | None = None
) -> Record | None:
    """The record that the acts leave which somebody may see, of those made by the end of a day.

    None where there are no acts.
    """
    position = case.ledger.position
    if not case.ledger.filed(MEDIA_TYPE, position=position):
        return None
    from truceline.mechanism.record import Record  # noqa: PLC0415 - as in `law_for`

    whole = case.mechanism.record(known_at, position)
    day_of = case.agreement.tempo.day_of
    seen = (act for act in viewer.acts(whole) if by is None or day_of(act.signed.deed.made_at) <= by)
    return Record.of(whole.agreement, whole.signers, seen)


def law_for(case: Case, known_at: datetime | None, position: int) -> Law:
    """The law as known then and entered by a position; without acts, the agreement as it was signed."""
    if not case.ledger.filed(MEDIA_TYPE, position=position):
        return Law(case.agreement, case.atlas)
    return _law_of(case, case.mechanism.record(known_at, position))


def _law_of(case: Case, record: Record) -> Law:
    # The models of all acts take 100 ms to load; a case without any needs none.
    from truceline.mechanism.amending import amended  # noqa: PLC0415
    from truceline.mechanism.lines import delineations  # noqa: PLC0415

    drawn = delineations(record)
    return Law(amended(record), case.atlas.redrawn(drawn) if drawn else case.atlas)
