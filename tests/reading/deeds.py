"""The invented agreement of `reports` with weapons by calibre, a road and a post: who did what to whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.places import sketch
from tests.reading.reports import PLACES, TOLD_ON, pact

from truceline.agreement.model import Agreement
from truceline.evidence.claim import Claim, Quantity, Source
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer
from truceline.reading.document import Document
from truceline.reading.reader import Reader

TERMS = (
    {"id": "heavy-weapons", "parts": ["tanks", "artillery-100", "mortars", "mlrs"]},
    {"id": "tanks", "name": "tanks"},
    {"id": "artillery-100", "name": "artillery of 100 mm and more", "min_calibre_mm": 100},
    {"id": "artillery-small", "name": "artillery under 100 mm", "max_calibre_mm": 100},
    {"id": "mortars", "name": "mortars", "systems": ["mortar-82", "mortar-120"]},
    {"id": "mlrs", "name": "multiple rocket launchers", "systems": ["bm-21-grad"]},
    {"id": "personnel", "name": "fighters and soldiers"},
    {"id": "observation-post", "name": "observation posts"},
    {"id": "drone", "name": "unmanned aircraft"},
)
CIVILIANS = {
    "id": "people",
    "kind": "population",
    "name": "Civilians",
    "aliases": ["civilians", "residents", "villagers"],
}
_ROLES = {"origin": "from:", "destination": "to:", "location": ""}


def armed_pact() -> Agreement:
    """The invented agreement with more terms and zones."""
    plain = pact().model_dump(by_alias=True)
    plain["terms"] = list(TERMS)
    plain["parties"] = [*plain["parties"], CIVILIANS]
    plain["parties"][0] |= {"aliases": [*plain["parties"][0]["aliases"], {"name": "Tarnian"}]}
    plain["zones"] = [
        *plain["zones"],
        sketch.zone("r7", "corridor", name="R7 Dorrin-Lowmere", width_km=2),
        sketch.zone("post-dorrin", "point", name="Observation post Dorrin"),
    ]
    return Agreement.model_validate(plain)


@cache
def reader() -> Reader:
    folder = Path(mkdtemp())
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    sketch.write(
        folder,
        sketch.feature("separation", sketch.box(36.4, 34.3, 37.1, 35.0)),
        sketch.feature("r7", sketch.line((36.7, 34.5), (37.3, 34.2))),
        sketch.feature("post-dorrin", sketch.point(36.71, 34.51)),
    )
    agreement = armed_pact()
    atlas = Atlas.of(agreement, folder)
    return Reader(agreement, Gazetteer.of(agreement, folder, atlas.bounds(50)), atlas)


@dataclass(frozen=True)
class Deed:
    """What a sentence is held to say of one act, in short: names parted by ", ", `None` not looked at.

    `who` and `whom` are parties or, where they are none, their words; `where` bears `from:` or `to:` for a
    movement; `count` is a number, a range `a-b` or a bound `>=a`, `<=b`, with its unit where it is a measure.
    """

    said: str
    """The act and the words that say it: `shell shelled`."""
    who: str | None = None
    whom: str | None = None
    what: str | None = None
    where: str | None = None
    count: str | None = None

    def differences(self, claim: Claim) -> list[str]:
        """What of a claim is otherwise."""
        found = {
            "who": (self.who, ", ".join(one.party or one.text for one in claim.actor)),
            "whom": (self.whom, ", ".join(one.party or one.text for one in claim.target)),
            "what": (self.what, claim.object.term if claim.object else ""),
            "where": (
                self.where,
                ", ".join(_ROLES[one.role] + (one.zone or one.base or one.text) for one in claim.place),
            ),
            "count": (self.count, ", ".join(map(_number, claim.quantity))),
        }
        return [
            f"{slot}: held {held!r}, read {got!r}"
            for slot, (held, got) in found.items()
            if held is not None and held != got
        ]


def _number(quantity: Quantity) -> str:
    unit = f" {quantity.unit}" if quantity.unit and quantity.kind == "distance" else ""
    low, best, high = quantity.low, quantity.best, quantity.high
    if low is not None and high is not None and low != high:
        return f"{low:g}-{high:g}{unit}"
    if best is not None:
        return f"{best:g}{unit}"
    return f">={low:g}{unit}" if low is not None else f"<={high:g}{unit}"


def _is_said(claim: Claim, words: str) -> bool:
    """Whether the claim rests on these words, or on more of them ("set up" of "set up a post")."""
    told = claim.trigger.text if claim.trigger else ""
    return set(words.split()) <= set(told.replace("-", " - ").split()) or words in told


def claims(text: str) -> list[Claim]:
    document = Document("report.txt", text, "0" * 64, "text/plain", TOLD_ON, "given")
    return list(reader().read(document, Source(id="test", family="test")).claims)


def faults(text: str, *held: Deed) -> list[str]:
    """Where the claims of a sentence differ from what it is held to say."""
    read = claims(text)
    found: list[str] = []
    for deed in held:
        act, _, words = deed.said.partition(" ")
        same = [claim for claim in read if claim.act.value == act and _is_said(claim, words)]
        if not same:
            told = [f"{claim.act.value} {claim.trigger.text if claim.trigger else ''}" for claim in read]
            found.append(f"no {deed.said} read, only {told}")
            continue
        found.extend(min((deed.differences(claim) for claim in same), key=len))
    return found
