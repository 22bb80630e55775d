"""Every act in the codes of two event ontologies, so that other people's tools can read ours.

PLOVER: event types and modes of version 2 (Open Event Data Alliance; as in POLECAT, 2022).
CAMEO: codes of the 1.1b3 manual (Schrodt 2012), root 01-20 and the base or sub-code under it.
Both speak of events only; where an act is a state (`presence`) or a step of a ceasefire's own
machinery (`approve_boundary`), the nearest code is given and marked so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from truceline.evidence.acts import Act

Fit = Literal["exact", "broader", "nearest"]
"""`exact`: the same idea; `broader`: the code takes in more; `nearest`: no code says it."""

PLOVER_TYPES = frozenset(
    {
        "ACCUSE",
        "AGREE",
        "AID",
        "ASSAULT",
        "COERCE",
        "CONCEDE",
        "CONSULT",
        "COOPERATE",
        "MOBILIZE",
        "PROTEST",
        "REJECT",
        "REQUEST",
        "RETREAT",
        "SANCTION",
        "SUPPORT",
        "THREATEN",
    }
)

PLOVER_MODES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ASSAULT": frozenset(
            {
                "beat",
                "torture",
                "execute",
                "sexual",
                "assassinate",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "heavy-weapons",
                "crowd-control",
                "other",
            }
        ),
        "COERCE": frozenset(
            {
                "seize",
                "restrict",
                "ban",
                "censor",
                "curfew",
                "martial-law",
                "arrest",
                "deport",
                "withhold",
                "misinformation",
                "other",
            }
        ),
        "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone", "other"}),
        "MOBILIZE": frozenset({"troops", "weapons", "police", "militia", "other"}),
        "REJECT": frozenset({"assist", "change", "yield", "meet", "other"}),
        "REQUEST": frozenset({"assist", "change", "yield", "meet", "other"}),
        "RETREAT": frozenset(
            {
                "withdraw",
                "release",
                "return",
                "disarm",
                "ceasefire",
                "access",
                "resign",
                "other",
            }
        ),
        "THREATEN": frozenset(
            {
                "restrict",
                "ban",
                "arrest",
                "relations",
                "expel",
                "territory",
                "violence",
                "other",
            }
        ),
    }
)
"""Modes of the event types used here; types that are not named have none."""


@dataclass(frozen=True, slots=True)
class Codes:
    """One act in both ontologies, and how well the codes fit."""

    plover: str
    mode: str | None
    cameo: str
    fit: Fit

    @property
    def cameo_root(self) -> str:
        """The first two digits: the CAMEO category, 01-20."""
        return self.cameo[:2]


CROSSWALK: Mapping[Act, Codes] = MappingProxyType(
    {
        Act.WITHDRAW: Codes("RETREAT", "withdraw", "0874", "exact"),
        Act.DEPLOY: Codes("MOBILIZE", "troops", "154", "exact"),
        Act.PRESENCE: Codes("MOBILIZE", "troops", "150", "nearest"),
        Act.ABSENCE: Codes("RETREAT", "withdraw", "087", "nearest"),
        Act.CLASH: Codes("ASSAULT", "firearms", "193", "broader"),
        Act.ATTACK: Codes("ASSAULT", "other", "190", "broader"),
        Act.SHELL: Codes("ASSAULT", "heavy-weapons", "194", "exact"),
        Act.AIR_STRIKE: Codes("ASSAULT", "heavy-weapons", "195", "exact"),
        Act.AMBUSH: Codes("ASSAULT", "firearms", "193", "broader"),
        Act.KILL: Codes("ASSAULT", "other", "180", "broader"),
        Act.MURDER: Codes("ASSAULT", "assassinate", "186", "broader"),
        Act.ARREST: Codes("COERCE", "arrest", "173", "exact"),
        Act.ABDUCT: Codes("ASSAULT", "other", "181", "broader"),
        Act.PATROL: Codes("COOPERATE", None, "062", "broader"),
        Act.MONITOR: Codes("COOPERATE", None, "074", "nearest"),
        Act.MEET: Codes("CONSULT", "other", "040", "exact"),
        Act.NEGOTIATE: Codes("CONSULT", "other", "046", "exact"),
        Act.AGREE: Codes("AGREE", None, "057", "broader"),
        Act.COMMIT_COMPLY: Codes("AGREE", None, "030", "broader"),
        Act.COMPLY: Codes("CONCEDE", None, "080", "broader"),
        Act.VIOLATE: Codes("ASSAULT", "other", "196", "broader"),
        Act.REFUSE: Codes("REJECT", "yield", "125", "broader"),
        Act.REJECT: Codes("REJECT", "other", "120", "exact"),
        Act.DEMAND: Codes("REQUEST", "other", "100", "exact"),
        Act.SUPPORT: Codes("SUPPORT", None, "051", "exact"),
        Act.WAIT: Codes("REJECT", "other", "129", "nearest"),
        Act.PERSUADE: Codes("REQUEST", "change", "020", "broader"),
        Act.COERCE: Codes("COERCE", "other", "170", "exact"),
        Act.RECONCILE: Codes("COOPERATE", None, "050", "nearest"),
        Act.DEFECT: Codes("RETREAT", "other", "0873", "nearest"),
        Act.TENSION: Codes("THREATEN", "other", "130", "nearest"),
        Act.DISPUTE: Codes("ACCUSE", None, "110", "broader"),
        Act.IMPLEMENT: Codes("COOPERATE", None, "060", "broader"),
        Act.ESTABLISH_COMMUNICATION: Codes("COOPERATE", None, "050", "nearest"),
        Act.NOTIFY: Codes("CONSULT", "other", "010", "nearest"),
        Act.ACKNOWLEDGE: Codes("AGREE", None, "015", "nearest"),
        Act.EXPECT_COMPLIANCE: Codes("REQUEST", "yield", "013", "nearest"),
        Act.EXTEND_DEADLINE: Codes("CONCEDE", None, "080", "nearest"),
        Act.APPROVE_BOUNDARY: Codes("AGREE", None, "057", "nearest"),
        Act.DEMILITARIZE: Codes("RETREAT", "disarm", "0873", "nearest"),
        Act.OPEN_ROUTE: Codes("RETREAT", "access", "0872", "broader"),
        Act.CLOSE_ROUTE: Codes("COERCE", "restrict", "191", "broader"),
        Act.DENY_ACCESS: Codes("COERCE", "restrict", "171", "nearest"),
        Act.PRESENT_PLAN: Codes("AGREE", None, "030", "nearest"),
        Act.RESTORE_CONTROL: Codes("COERCE", "seize", "192", "broader"),
        Act.SETTLE_PEACEFULLY: Codes("AGREE", None, "087", "broader"),
        Act.ELIMINATE_ENCLAVE: Codes("ASSAULT", "heavy-weapons", "192", "broader"),
        Act.DISPLACE: Codes("COERCE", "deport", "204", "nearest"),
        Act.AID: Codes("AID", None, "073", "broader"),
    }
)
