"""From a case folder and frame options to an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from truceline.agreement.model import Agreement
from truceline.assess.engine import assess
from truceline.assess.result import Assessment, NormStatus
from truceline.case.choice import problems_with, unknown
from truceline.case.folder import Case
from truceline.case.selection import for_frame, padding_km
from truceline.cli.console import busy, note
from truceline.cli.framing import Asked, frame_of
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim


@dataclass(frozen=True)
class Answer:
    """An assessment with the case it is about."""

    case: Case
    assessment: Assessment

    agreement: Agreement
    """The agreement as the assessment applied it: with what was granted since it was signed."""


def answer(
    folder: Path,
    asked: Asked,
    *,
    norms: Sequence[str] = (),
    parties: Sequence[str] = (),
    norms_from: str = "--norm",
) -> Answer:
    """Open the case and assess it in the frame that was asked for.

    `norms` and `parties` are only checked here, before the work: a typo should cost no time.
    `norms_from` is the option or argument that named the norms.
    """
    case = Case.open(folder)
    for warning in case.atlas.warnings:
        note(f"warning: {warning}")
    require_known(case.agreement, norms=norms, parties=parties, norms_from=norms_from)
    # An extension that was granted is an instrument like any other, and may be named.
    frame = frame_of(asked, case.law().agreement)
    supposed = case.suppose(asked.suppose) if asked.suppose else []
    with busy("assessing"):
        if asked.without:
            assessment = _without(case, asked.without, frame, supposed)
        else:
            assessment = case.assess(frame, supposed=supposed)
    _require_applied(assessment, case.agreement, norms)
    return Answer(case, assessment, case.law(frame).agreement)


def require_known(
    agreement: Agreement,
    *,
    norms: Sequence[str] = (),
    parties: Sequence[str] = (),
    norms_from: str = "--norm",
) -> None:
    """Raise InputError with every norm and party that the agreement does not have."""
    assessed = [norm.id for norm in agreement.assessed()]
    problems = problems_with(norms_from, "assessed norm", norms, assessed)
    problems += problems_with("--party", "party", parties, agreement.party)
    if problems:
        raise InputError(problems)


def narrowed(assessment: Assessment, norms: Sequence[str], parties: Sequence[str]) -> Assessment:
    """The same assessment with only these norms, and only what concerns these parties."""
    kept = [status for status in assessment.norms if _concerns(status, norms, parties)]
    names = {status.norm for status in kept}
    return assessment.model_copy(
        update={
            "norms": tuple(kept),
            "violations": tuple(entry for entry in assessment.violations if entry.norm in names),
            "counted": tuple(entry for entry in assessment.counted if entry.norm in names),
            "postures": tuple(
                entry
                for entry in assessment.postures
                if (not norms or entry.norm in norms) and (not parties or entry.party in parties)
            ),
        }
    )


def the_claim(case: Case, name: str, option: str = "CLAIM") -> Claim:
    """The claim of this label, id or beginning of an id; a wrong name is answered with its neighbours."""
    found = case.ledger.claim(name)
    if found is None:
        names = [claim.name for claim in case.ledger.claims()]
        raise InputError(Problem(option, 0, "", unknown("claim", name, names)))
    return found


def _without(case: Case, names: Sequence[str], frame: Frame, supposed: Sequence[Claim]) -> Assessment:
    """The assessment as if these claims had never been made."""
    left_out = {the_claim(case, name, "--without").claim_id for name in names}
    law = case.law(frame)
    query = for_frame(law.agreement, frame, law.atlas.bounds(padding_km(law.agreement)))
    position = case.ledger.position
    claims = case.ledger.claims(query, position=position)
    kept = (claim for claim in claims if claim.claim_id not in left_out)
    return assess(law.agreement, kept, frame, law.atlas, supposed=supposed, ledger_position=position)


def _require_applied(assessment: Assessment, agreement: Agreement, norms: Sequence[str]) -> None:
    """Raise InputError for a norm that stands in a text the frame leaves out."""
    applied = {status.norm for status in assessment.norms}
    problems = [
        Problem("--instruments", 0, "", f"leaves out {agreement.instrument_of(norm).id}, where {norm} stands")
        for norm in norms
        if norm not in applied
    ]
    if problems:
        raise InputError(problems)


def _concerns(status: NormStatus, norms: Sequence[str], parties: Sequence[str]) -> bool:
    bound = {*status.bearers, *status.answerable}
    return (not norms or status.norm in norms) and (not parties or not bound.isdisjoint(parties))
