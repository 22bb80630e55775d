"""Every act in the codes of two event ontologies, so that other people's tools can read ours.

PLOVER (Open Event Data Alliance): the 16 event types and their modes as in POLECAT, by the codebook
that ships with its coder NGEC (2025; `REQUEST`, `seize` and `aerial` are `DEMAND`, `confiscate` and a
part of `heavy-weapons` in the manual, draft 0.8 of 2021). A mode is left out where none fits.
CAMEO: codes of the manual, version 1.1b3 (Schrodt, March 2012), base or sub-code. Older lists (0.9b5,
which GDELT hands out) number 10-13 otherwise.
The pairs keep to the alliance's own CAMEO2PLOVER table (17 September 2021). Both speak of events only;
where an act is a state (`presence`) or a step of a ceasefire's own machinery (`approve_boundary`), the
nearest code is given and marked so. PLOVER has dropped CAMEO's statements (01): such acts have no type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from truceline.evidence.acts import Act

Fit = Literal["exact", "broader", "nearest"]
"""Of the worse of the two: `exact`: the same idea; `broader`: the code takes in more; `nearest`: no code
says it."""

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

_ANSWERS = frozenset({"assist", "change", "yield", "meet"})

PLOVER_MODES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
        "ASSAULT": frozenset(
            {
                "abduct",
                "beat",
                "torture",
                "execute",
                "sexual",
                "assassinate",
                "destroy",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "aerial",
                "drone",
                "heavy-weapons",
                "crowd-control",
                "cleansing",
                "massacre",
                "unconventional",
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
                "cyber",
            }
        ),
        "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
        "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
        "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct"}),
        "REJECT": _ANSWERS,
        "REQUEST": _ANSWERS,
        "RETREAT": frozenset({"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"}),
        "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
        "THREATEN": frozenset(
            {
                "restrict",
                "ban",
                "arrest",
                "relations",
                "rights",
                "expel",
                "territory",
                "violence",
            }
        ),
    }
)
"""Modes of the event types; a type that is not named has none."""


@dataclass(frozen=True, slots=True)
class Codes:
    """One act in both ontologies, and how well the codes fit."""

    plover: str | None
    mode: str | None
    cameo: str
    fit: Fit

    @property
    def cameo_root(self) -> str:
        """The first two digits: the CAMEO category, 01-20."""
        return self.cameo[:2]


CROSSWALK: Mapping[Act, Codes] = MappingProxyType(
    {
        # CAMEO's code is of retreat and surrender alike.
        Act.WITHDRAW: Codes("RETREAT", "withdraw", "0874", "broader"),
        Act.DEPLOY: Codes("MOBILIZE", "troops", "154", "broader"),
        Act.PRESENCE: Codes("MOBILIZE", "troops", "150", "nearest"),
        Act.ABSENCE: Codes("RETREAT", "withdraw", "087", "nearest"),
        # No arms are named, so neither small arms (193) nor artillery (194): force of some kind.
        Act.CLASH: Codes("ASSAULT", None, "190", "broader"),
        Act.ATTACK: Codes("ASSAULT", None, "190", "broader"),
        # Both codes take in tanks.
        Act.SHELL: Codes("ASSAULT", "heavy-weapons", "194", "broader"),
        # PLOVER tells aircraft from drones; the act does not.
        Act.AIR_STRIKE: Codes("ASSAULT", "aerial", "195", "nearest"),
        Act.AMBUSH: Codes("ASSAULT", None, "190", "broader"),
        # In fighting it is conventional force; outside it unconventional (180), and 186 is of the prominent.
        Act.KILL: Codes("ASSAULT", None, "190", "broader"),
        Act.MURDER: Codes("ASSAULT", None, "180", "broader"),
        Act.ARREST: Codes("COERCE", "arrest", "173", "exact"),
        # Hijacking is in both.
        Act.ABDUCT: Codes("ASSAULT", "abduct", "181", "broader"),
        Act.PATROL: Codes("COOPERATE", None, "062", "nearest"),
        # Peacekeeping counts as help in both.
        Act.MONITOR: Codes("AID", None, "074", "nearest"),
        Act.MEET: Codes("CONSULT", None, "040", "broader"),
        Act.NEGOTIATE: Codes("CONSULT", None, "046", "broader"),
        # Saying yes; a signature is 057.
        Act.AGREE: Codes("AGREE", None, "030", "broader"),
        Act.COMMIT_COMPLY: Codes("AGREE", None, "030", "broader"),
        # A deed: 080 to 083 are concessions in words.
        Act.COMPLY: Codes("RETREAT", None, "087", "nearest"),
        # Narrower than the act: of a ceasefire alone.
        Act.VIOLATE: Codes("ASSAULT", None, "196", "nearest"),
        Act.REFUSE: Codes("REJECT", "yield", "124", "broader"),
        # Of a plan or an agreement to settle the dispute.
        Act.REJECT: Codes("REJECT", None, "127", "broader"),
        Act.DEMAND: Codes("REQUEST", None, "100", "broader"),
        Act.SUPPORT: Codes("SUPPORT", None, "051", "broader"),
        # Thinking a policy over: a statement.
        Act.WAIT: Codes(None, None, "014", "nearest"),
        Act.PERSUADE: Codes("REQUEST", None, "020", "nearest"),
        Act.COERCE: Codes("COERCE", None, "170", "broader"),
        Act.RECONCILE: Codes("SUPPORT", None, "050", "nearest"),
        # Giving oneself up is in the code; changing sides is in none.
        Act.DEFECT: Codes("RETREAT", None, "0874", "nearest"),
        Act.TENSION: Codes("ACCUSE", "disapprove", "110", "nearest"),
        Act.DISPUTE: Codes("ACCUSE", "disapprove", "110", "broader"),
        Act.IMPLEMENT: Codes("COOPERATE", None, "060", "broader"),
        Act.ESTABLISH_COMMUNICATION: Codes("SUPPORT", None, "050", "nearest"),
        Act.NOTIFY: Codes(None, None, "010", "nearest"),
        # Owning up to something: the confirming of another's word is in no code.
        Act.ACKNOWLEDGE: Codes(None, None, "015", "nearest"),
        # A hopeful comment.
        Act.EXPECT_COMPLIANCE: Codes(None, None, "013", "nearest"),
        Act.EXTEND_DEADLINE: Codes("CONCEDE", None, "080", "nearest"),
        # A signature, which PLOVER counts as support and no longer as a promise.
        Act.APPROVE_BOUNDARY: Codes("SUPPORT", None, "057", "nearest"),
        Act.DEMILITARIZE: Codes("RETREAT", "disarm", "0873", "nearest"),
        # The easing of a blockade; PLOVER's `access` is for observers and relief.
        Act.OPEN_ROUTE: Codes("RETREAT", None, "0872", "nearest"),
        Act.CLOSE_ROUTE: Codes("COERCE", "restrict", "191", "broader"),
        Act.DENY_ACCESS: Codes("COERCE", "restrict", "191", "nearest"),
        Act.PRESENT_PLAN: Codes("AGREE", None, "030", "nearest"),
        # The taking of territory, which PLOVER counts with the seizure of property.
        Act.RESTORE_CONTROL: Codes("COERCE", "seize", "192", "broader"),
        # The will to settle; the settling itself is in no code.
        Act.SETTLE_PEACEFULLY: Codes("AGREE", None, "037", "nearest"),
        Act.ELIMINATE_ENCLAVE: Codes("ASSAULT", None, "190", "broader"),
        # Mass expulsion. (204 is weapons of mass destruction.)
        Act.DISPLACE: Codes("ASSAULT", "cleansing", "201", "nearest"),
        # CAMEO has one code for people let go and handed back.
        Act.RELEASE: Codes("RETREAT", "release", "0841", "broader"),
        # Of captives and fugitives sent back; people who come home by themselves are in no code.
        Act.RETURN: Codes("RETREAT", "return", "0841", "nearest"),
        Act.AID: Codes("AID", None, "073", "broader"),
    }
)
