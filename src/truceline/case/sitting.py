"""One case judged on many days, one after another: what holds on all of them is worked out once."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from truceline.assess.recall import Recall
from truceline.ledger.remembering import MOST, Remembered

if TYPE_CHECKING:
    from truceline.assess.result import Assessment
    from truceline.case.folder import Case
    from truceline.case.law import Law
    from truceline.core.frame import Frame


class Sitting:
    """A case, and what is known of its claims from the days judged before; `most` claims are kept.

    Gives what `Case.assess_at` gives, for any day, knowledge and position.
    """

    def __init__(self, case: Case, most: int = MOST) -> None:
        self._case = case
        self._most = most
        self._remembered = Remembered(most)
        self._recall: Recall | None = None
        self._erasures = 0
        self._turn = Lock()

    def assess_at(self, position: int, frame: Frame) -> Assessment:
        """The case as judged in a frame, with what its ledger held at a position. One day after another."""
        with self._turn:
            law = self._case.law_at(position, frame)
            claims = self._case.ledger.remembered(law.query(frame), self._remembered, position=position)
            return self._case.judged(law, claims, frame, position, recall=self._recall_under(law))

    def _recall_under(self, law: Law) -> Recall:
        """What is known of claims under a law; nothing after an erasure, nor where it would be too much."""
        erasures, known = self._remembered.erasures, self._recall
        is_of = known is not None and known.agreement is law.agreement and known.atlas is law.atlas
        if known is None or not is_of or erasures != self._erasures or len(known) > self._most:
            self._erasures = erasures
            known = self._recall = Recall(law.agreement, law.atlas)
        return known
