"""What a secret claim gives: its place is in no report; its words are for those who may read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from truceline.assess.result import Assessment, Cited, NormStatus, ProofNode, RegisterEntry
from truceline.publish.report.facts import (
    CorrectionTold,
    Facts,
    Quoted,
    SourceTold,
    WithdrawalTold,
    cited_in,
)


def without_secret_places(assessment: Assessment, quotes: Mapping[str, Quoted]) -> Assessment:
    """The assessment with the register's places left out where every claim of an entry is secret."""
    register = tuple(
        _placeless(entry) if _is_secret(entry, quotes) else entry for entry in assessment.violations
    )
    return assessment.model_copy(update={"violations": register})


def without_secret_sightings(
    withdrawals: Iterable[WithdrawalTold], quotes: Mapping[str, Quoted]
) -> tuple[WithdrawalTold, ...]:
    """The withdrawals with what was seen in secret (a storage site) counted, and not told."""
    return tuple(_told(one, quotes) for one in withdrawals)


def _told(one: WithdrawalTold, quotes: Mapping[str, Quoted]) -> WithdrawalTold:
    open_ = tuple(each for each in one.seen.seen if not _secret(each.claim_id, quotes))
    seen = one.seen.model_copy(update={"seen": open_})
    return one.model_copy(update={"seen": seen, "withheld": len(one.seen.seen) - len(open_)})


def _is_secret(entry: RegisterEntry, quotes: Mapping[str, Quoted]) -> bool:
    return bool(entry.claims) and all(_secret(one.claim_id, quotes) for one in entry.claims)


def _secret(claim_id: str, quotes: Mapping[str, Quoted]) -> bool:
    return claim_id in quotes and quotes[claim_id].sensitivity == "secret"


def _placeless(entry: RegisterEntry) -> RegisterEntry:
    return entry.model_copy(update={"place": "", "lat": None, "lon": None, "adm1": None})


def without_words(facts: Facts, secret: frozenset[str], told: str) -> Facts:
    """The facts for a reader who may know that secret claims (their ids) weigh, and nothing else of them.

    `told` stands where their words stood. What weighs for and against stays as it is.
    """
    hiding = _Hiding.of(facts.now, secret, told)
    return facts.model_copy(
        update={
            "now": hiding.assessment(facts.now),
            "before": hiding.assessment(facts.before) if facts.before else None,
            "quotes": {id_: hiding.quoted(id_, one) for id_, one in facts.quotes.items()},
            "corrections": tuple(map(hiding.correction, facts.corrections)),
            "sources": tuple(map(hiding.source, facts.sources)),
            "weighed": {id_: one for id_, one in facts.weighed.items() if id_ not in secret},
        }
    )


def judged_without_words(assessment: Assessment, secret: frozenset[str], told: str) -> Assessment:
    """The same of an assessment."""
    return _Hiding.of(assessment, secret, told).assessment(assessment)


_ONCE = (1, 1, 1)
"""What an entry counts of which nobody gives a figure."""


@dataclass(frozen=True)
class _Hiding:
    secret: frozenset[str]
    families: frozenset[str]
    """Source families that are cited for secret claims alone: who they are is as secret."""
    told: str

    @classmethod
    def of(cls, assessment: Assessment, secret: frozenset[str], told: str) -> _Hiding:
        cited = cited_in(assessment)
        open_ = {one.family for id_, one in cited.items() if id_ not in secret}
        families = frozenset(one.family for id_, one in cited.items() if id_ in secret) - open_
        return cls(secret, families, told)

    def assessment(self, one: Assessment) -> Assessment:
        norms = tuple(self._status(status) for status in one.norms)
        register = tuple(self._entry(entry) for entry in one.violations)
        postures = tuple(
            posture.model_copy(update={"claims": self._several(posture.claims)}) for posture in one.postures
        )
        return one.model_copy(update={"norms": norms, "violations": register, "postures": postures})

    def _status(self, status: NormStatus) -> NormStatus:
        parts = tuple(part.model_copy(update={"proof": self._node(part.proof)}) for part in status.parts)
        return status.model_copy(update={"proof": self._node(status.proof), "parts": parts})

    def _node(self, node: ProofNode) -> ProofNode:
        aside = tuple(one.model_copy(update={"claim": self.cited(one.claim)}) for one in node.set_aside)
        return node.model_copy(
            update={
                "supporting": self._several(node.supporting),
                "opposing": self._several(node.opposing),
                "set_aside": aside,
                "parts": tuple(map(self._node, node.parts)),
            }
        )

    def _entry(self, entry: RegisterEntry) -> RegisterEntry:
        changes: dict[str, object] = {
            "claims": self._several(entry.claims),
            "against": self._several(entry.against),
        }
        hidden = [one.claim_id in self.secret for one in entry.claims]
        # Figures are of all its claims together: one of them could be told from what the others say.
        if any(hidden):
            changes |= {"killed": None, "target": ()}
        if any(hidden) and entry.count != _ONCE:
            changes["count"] = (None, None, None)
        return entry.model_copy(update=changes)

    def _several(self, cited: tuple[Cited, ...]) -> tuple[Cited, ...]:
        return tuple(map(self.cited, cited))

    def cited(self, one: Cited) -> Cited:
        if one.claim_id not in self.secret:
            return one
        hidden = {"says": self.told, "source": "", "family": "", "label": None, "rests_on": "", "origin": ""}
        return one.model_copy(update=hidden)

    def quoted(self, claim_id: str, one: Quoted) -> Quoted:
        if claim_id not in self.secret:
            return one
        return one.model_copy(update={"words": "", "speaker": None, "condition": ""})

    def source(self, one: SourceTold) -> SourceTold:
        return one.model_copy(update={"family": self.told}) if one.family in self.families else one

    def correction(self, one: CorrectionTold) -> CorrectionTold:
        if not one.is_secret:
            return one
        return one.model_copy(
            update={"says": self.told, "correction": self.told if one.correction else None, "reason": ""}
        )
