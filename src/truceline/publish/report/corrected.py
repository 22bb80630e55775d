"""What was corrected or taken back since the report before, and which reports had told it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.case.retracted import Aftermath
from truceline.publish.incidents import of_one
from truceline.publish.release.key import known_key
from truceline.publish.report.facts import KEPT_BACK, CorrectionTold, Facts, cited_in
from truceline.publish.report.issued import Issued, issued

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.case.retracted import Retracted
    from truceline.core.frame import Frame
    from truceline.publish.release.key import ReleaseKey


def corrections_since(case: Case, frame: Frame, last: Issued | None) -> Iterator[CorrectionTold]:
    """What entries after a report corrected or took back, as known in the frame; nothing without a report."""
    if last is None:
        return
    reports, key = tuple(one.facts for one in issued(case)), known_key(case.folder)
    for one in Aftermath(case, frame).since(last.position):
        yield _told(case, one, reports, key)


def _told(case: Case, one: Retracted, reports: tuple[Facts, ...], key: ReleaseKey | None) -> CorrectionTold:
    what = one.retraction
    words = (one.claim, *([one.correction] if one.correction else []))
    moved = tuple(touched for touched in one.touched if touched.is_changed)
    norms = frozenset(each.norm for each in moved)
    # Public reports name a claim by a reference of the case's key.
    public = key.reference("claim", what.claim_id) if key else ""
    had_told = (
        facts.report
        for facts in reports
        if _had_told(facts, public if facts.is_public else what.claim_id, norms)
    )
    return CorrectionTold(
        day=case.agreement.tempo.day_of(what.entered_at),
        position=what.position,
        says=one.claim.says,
        correction=one.correction.says if one.correction else None,
        reason=what.why,
        licence=KEPT_BACK if any(each.licence == KEPT_BACK for each in words) else one.claim.licence,
        is_secret=any(each.sensitivity == "secret" for each in words),
        moved=tuple(
            (each.norm, each.party, each.before.standing.value, each.now.standing.value) for each in moved
        ),
        reports=tuple(dict.fromkeys(had_told)),  # a private report and a public one share an id
    )


def _had_told(facts: Facts, claim_id: str, moved: frozenset[str]) -> bool:
    """Whether a report rests on a claim; a spot report only on those of its incident, and what it moved."""
    now = facts.now
    if facts.incident is not None:
        every = of_one(facts.incident, now.violations)
        norms = frozenset(entry.norm for entry in every) & moved
        now = now.model_copy(
            update={
                "violations": every,
                "norms": tuple(one for one in now.norms if one.norm in norms),
                "postures": (),
            }
        )
    return claim_id in cited_in(now)
