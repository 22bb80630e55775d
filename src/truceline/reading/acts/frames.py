"""Where the roles of an act stand: at its verb, at its noun, behind which preposition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from truceline.evidence.acts import Act
from truceline.reading.lexicon import words

Roles = tuple[str, ...]
"""Where to look, the best first: "subject", "object", "poss" (possessive or name put before), else a
preposition."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How an entry's words take their doer, sufferer and thing.

    Roles are those of the active verb; in a passive the surface subject is the "object" and "by" the
    "subject". The `noun_` roles are of the noun ("the shelling of X by Y"). `witness` is who saw or
    heard, and is no doer. `is_state`: the thing goes on (presence, a closed road); `is_speech`: done by
    saying so; `is_mutual`: both sides are doers (clash, meet); `governs`: the entry colours the
    predicate or noun under it (refuse to, agreed to);
    `is_joint`: whoever fills any of the doer's roles is a doer ("X clashed with Y");
    `is_main`: a relative clause or a question in a clause only says who is meant ("who hold the town");
    `needs`, `takes`, `excludes`: the classes of words it asks for near by, as its object, and not as its
    object.
    """

    entry: str
    act: Act | None = None
    plover: str | None = None
    actor: Roles = ("subject",)
    target: Roles = ()
    object: Roles = ()
    witness: Roles = ()
    place: Roles = ()
    topic: Roles = ()
    noun_actor: Roles = ("by", "poss")
    noun_target: Roles = ()
    noun_object: Roles = ()
    passive_object: Roles = ()
    origin: Roles = ("from",)
    destination: Roles = ("to", "into", "towards")
    needs: Roles = ()
    takes: Roles = ()
    excludes: Roles = ()
    is_state: bool = False
    is_speech: bool = False
    is_mutual: bool = False
    governs: bool = False
    is_joint: bool = False
    is_main: bool = False


_ROLES = frozenset(
    {
        "actor",
        "target",
        "object",
        "witness",
        "place",
        "topic",
        "noun_actor",
        "noun_target",
        "noun_object",
        "passive_object",
        "origin",
        "destination",
    }
)


def frame_of(entry: str, cells: dict[str, str], frames: dict[str, dict[str, str]]) -> Frame:
    """The frame of a lexicon entry, with what its named frame gives; KeyError for a name that is none."""
    named: dict[str, str] = frames[cells["frame"]] if "frame" in cells else {}
    roles: dict[str, Any] = {key: words(value) for key, value in named.items() if key in _ROLES}
    flags = frozenset(words(cells.get("flags", "")))
    act = cells.get("act")
    return Frame(
        entry=entry,
        act=Act(act) if act else None,
        plover=cells.get("plover"),
        needs=words(cells.get("needs", "")),
        takes=words(cells.get("takes", "")),
        excludes=words(cells.get("not", "")),
        is_state="state" in flags,
        is_speech="speech" in flags,
        is_mutual="mutual" in flags,
        governs="governs" in flags,
        is_joint="joint" in flags,
        is_main="main" in flags,
        **roles,
    )
