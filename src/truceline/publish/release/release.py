"""Public facts from private ones: one document in, one document of the same type out.

Nothing is copied and then stripped: the public document is built from the allow-list in `fields`. What it
says of evidence is a function of the claims that may be told; two cases that differ only in what may not
be told are told alike, so no sequence of releases can tell them apart (docs/decisions/0024).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.assess.result import Assessment
from truceline.errors import InputError, Problem
from truceline.publish.release.dead import dead_apart
from truceline.publish.release.fields import built
from truceline.publish.release.figures import outlook_told, scores_told, sources_told
from truceline.publish.release.ground import Ground
from truceline.publish.release.key import key_of
from truceline.publish.release.matters import Matters
from truceline.publish.release.places import Places
from truceline.publish.release.proofs import Proofs
from truceline.publish.release.register import Register, left_out
from truceline.publish.release.rules import rules_of
from truceline.publish.release.telling import LICENCE, REASONS
from truceline.publish.release.voice import Voice
from truceline.publish.report.facts import CorrectionTold, Facts, Released, cited_in
from truceline.publish.report.issued import issued, report_id

if TYPE_CHECKING:
    from datetime import datetime

    from truceline.assess.result import FrameRef
    from truceline.case.folder import Case

_FIVE = 5


def released_from(case: Case, facts: Facts, now: datetime | None = None) -> Facts:
    """The public facts of a case's report, by the case's rules and with its key, as of now.

    What the public was told before is every public report that was issued into the ledger.
    """
    earlier = tuple(one.facts for one in issued(case) if one.facts.is_public)
    rules = rules_of(case.folder, case.agreement)
    key = key_of(case.folder, anew=not earlier)
    return released(facts, Ground.of(case, rules, key, now or case.ledger.now, earlier))


def released(facts: Facts, ground: Ground) -> Facts:
    """The public facts of a report.

    InputError where they are public already, rest on supposed claims, are of a spot report on an incident
    that may not be told yet, or where earlier ones were made with another key.
    """
    _require_releasable(facts, ground)
    now = _View(ground, facts.now.frame)
    incident = _incident(facts, now.register)
    return built(
        facts,
        report=report_id(facts.kind, facts.as_of, incident),
        previous=facts.previous if facts.previous in {one.report for one in ground.earlier} else None,
        now=now.assessment(facts.now),
        before=_before(facts, ground),
        incident=incident,
        corrections=_corrections(facts, ground),
        sources=sources_told(ground, facts, [ground.claims[one] for one in cited_in(now.found)]),
        outlook=outlook_told(ground, facts),
        scores=scores_told(facts),
        released=_released(facts, ground, now),
        **Matters(ground, now.places, facts).told(),
    )


class _View:
    """One frame, as the public sees it."""

    def __init__(self, ground: Ground, frame: FrameRef) -> None:
        self.ground = ground
        self.proofs = Proofs(ground, Voice.of(ground, frame))
        self.found = ground.public(frame)
        self.places = Places(ground, ground.law_of(frame).atlas)
        self.register = Register(ground, self.proofs, self.places, self.found)

    def named(self, norm: str) -> frozenset[str]:
        """The parties that a told row names for breaking a promise."""
        rows = (one for one in self.register.entries if one.norm == norm)
        return frozenset(party for one in rows for party in one.committed_by)

    def assessment(self, one: Assessment) -> Assessment:
        """The conclusions of an assessment; of words, deeds and figures, what told claims give."""
        told = len(cited_in(self.found))
        return built(
            one,
            frame=self.ground.frame(one.frame),
            norms=tuple(self.proofs.status(each, self.named(each.norm)) for each in one.norms),
            violations=self.register.entries,
            postures=tuple(filter(None, map(self.proofs.posture, self.found.postures))),
            considered=built(one.considered, given=told, seen=told),
        )


def _before(facts: Facts, ground: Ground) -> Assessment | None:
    """As the report compared with told the public; without one, as it can be told now."""
    if facts.before is None:
        return None
    issued_then = next((one.now for one in ground.earlier if one.report == facts.previous), None)
    if issued_then is not None:
        return issued_then
    return _View(ground, facts.before.frame).assessment(facts.before)


def _corrections(facts: Facts, ground: Ground) -> tuple[CorrectionTold, ...]:
    """The standings that moved, and in which reports the public had them; no word of what was corrected."""
    public = {one.report for one in ground.earlier}
    return tuple(
        built(
            one,
            moved=tuple(dict.fromkeys(_moved(one, ground))),
            reports=tuple(name for name in one.reports if name in public),
        )
        for one in facts.corrections
        if public.intersection(one.reports) and any(_moved(one, ground))
    )


def _moved(one: CorrectionTold, ground: Ground) -> Iterator[tuple[str, None, str, str]]:
    """Of whole promises: how a part of one moved would say of a party what its register does not."""
    for norm, party, old, new in one.moved:
        if party is None and norm in ground.agreement.norms:
            yield norm, None, old, new


def _incident(facts: Facts, register: Register) -> str | None:
    """The reference of the incident that a spot report is about."""
    if facts.incident is None:
        return None
    (asked,) = (one for one in facts.now.violations if one.entry_id == facts.incident)
    ids = {one.claim_id for one in asked.claims}
    told = (one for one in register.found.violations if ids & {each.claim_id for each in one.claims})
    found = next((one for one in told if one.norm == asked.norm), None)
    if found is None:
        why = "this incident may not be told in public yet; see `truceline report` without --public"
        raise InputError(Problem("--incident", 0, "", why))
    return register.reference(found.entry_id)


def _released(facts: Facts, ground: Ground, now: _View) -> Released:
    """How these facts were made."""
    counts: Counter[str] = left_out(ground, facts.now.violations, facts.as_of)
    licensed = {ground.claims[name].source.family for name, why in ground.refused.items() if why == LICENCE}
    rules, entries = ground.rules, now.register.entries
    return Released(
        delay_hours=rules.delay_hours,
        town_km=rules.town_km,
        open_km=rules.open_km,
        least=rules.least,
        left_out={reason: counts[reason] // _FIVE * _FIVE for reason in REASONS},
        licences=tuple(sorted(licensed)),
        reply_days=rules.reply_days,
        unnamed=sum(one.is_breach and not one.committed_by for one in entries),
        dead_apart=dead_apart(ground, now.found.violations, facts.as_of),
        key=ground.key.mark,
    )


def _require_releasable(facts: Facts, ground: Ground) -> None:
    if facts.is_public:
        raise InputError(Problem("--public", 0, "", "these facts are public already"))
    if facts.now.considered.supposed or (facts.outlook is not None and facts.outlook.supposed):
        raise InputError(Problem("--public", 0, "", "what is only supposed is never told in public"))
    marks = {one.released.key for one in ground.earlier if one.released}
    if marks - {ground.key.mark, ""}:
        told = "earlier public reports were made with another key; restore that one from a copy"
        raise InputError(Problem("--public", 0, "", told))
