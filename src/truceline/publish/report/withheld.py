"""Places that a secret claim alone gives: no report tells them, whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from truceline.assess.result import Assessment, RegisterEntry
from truceline.publish.report.facts import Quoted, WithdrawalTold


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
