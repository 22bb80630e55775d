"""The lines that a report draws: as known in its frame, and in public as anybody may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.case.law import Law, public_law
from truceline.core.frame import Frame

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.publish.report.facts import Facts


def law_of(case: Case, facts: Facts) -> Law:
    """The law for a report; a line that only the sides know is in no public one."""
    frame = facts.now.frame
    if facts.is_public:
        return public_law(case, frame.known_at)
    return case.law(Frame(frame.as_of, frame.known_at))
