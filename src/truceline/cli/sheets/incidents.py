"""Register entries that rest on the same reports, joined for the eye: one incident, several promises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.assess.result import RegisterEntry
from truceline.assess.toll import least, most, tolls

STATUSES = ("confirmed", "opened", "closed")
NO_BREACH = "no breach"
NOT_ATTRIBUTED = "not attributed"
_ASIDE = {"not_attributed": NOT_ATTRIBUTED, "no_breach": NO_BREACH}


@dataclass(frozen=True)
class Incident:
    """What the same claims say, and what it is under each promise it touches."""

    entries: tuple[RegisterEntry, ...]
    """One entry for each norm, breaches first."""

    @property
    def main(self) -> RegisterEntry:
        """The gravest entry: what happened is the same in all of them."""
        return self.entries[0]

    @property
    def standing(self) -> str:
        """The gravest status, or `not attributed`, or `no breach`."""
        return standing_of(self.main)

    @property
    def answerable(self) -> tuple[str, ...]:
        """Who answers under any of the promises; never those who did it."""
        return tuple(dict.fromkeys(party for entry in self.entries for party in entry.answerable))

    @property
    def supposed(self) -> bool:
        return any(entry.supposed for entry in self.entries)


def standing_of(entry: RegisterEntry) -> str:
    """The status of an entry that is a breach; of any other, why it is none."""
    return _ASIDE.get(entry.bearing, entry.status)


def incidents_of(entries: Iterable[RegisterEntry]) -> list[Incident]:
    """Join the entries of the same claims; a norm with several checks keeps its gravest entry.

    Nothing is merged across claims: two reports of what may be one incident stay two.
    """
    joined: dict[tuple[str, ...], list[RegisterEntry]] = {}
    for entry in entries:
        key = tuple(claim.claim_id for claim in entry.claims) or (entry.entry_id,)
        joined.setdefault(key, []).append(entry)
    incidents = [Incident(_one_for_each_norm(same)) for same in joined.values()]
    return sorted(incidents, key=lambda incident: _when(incident.main))


def killed(incidents: Iterable[Incident]) -> tuple[int, int]:
    """The least and the most killed that the sources give for those likelier in the zone than not.

    What may be one incident is counted once, from the lowest figure to the highest.
    """
    found = tolls(entry for incident in incidents if _is_inside(incident) for entry in incident.entries)
    return int(sum(map(least, found))), int(sum(map(most, found)))


def _is_inside(incident: Incident) -> bool:
    chances = [e.p_inside for e in incident.entries if e.p_inside is not None]
    return not chances or max(chances) >= LIKELIER_THAN_NOT


LIKELIER_THAN_NOT = 0.5


def _one_for_each_norm(same: Iterable[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    gravest: dict[str, RegisterEntry] = {}
    for entry in sorted(same, key=_gravity):
        gravest.setdefault(entry.norm, entry)
    return tuple(gravest.values())


def _gravity(entry: RegisterEntry) -> tuple[bool, bool, int]:
    return (not entry.is_breach, entry.bearing == "no_breach", STATUSES.index(entry.status))


def _when(entry: RegisterEntry) -> tuple[str, str]:
    return (entry.start.isoformat() if entry.start else "9999", entry.entry_id)
