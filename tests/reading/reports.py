"""A reader over an invented agreement, and short ways to ask what it made of a few words.

Tarnia, a state, fights the Velk Front; Ostland guarantees the truce and the Joint Monitoring Mission
watches it. They agreed on a separation zone, four towns of which are known to the gazetteer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.places import sketch

from truceline.agreement.model import Agreement
from truceline.evidence.claim import Claim, Source
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer
from truceline.reading.document import Document
from truceline.reading.reader import Reader, Reading

TOLD_ON = date(2031, 3, 13)
"""Day of publication of every report, a Thursday."""

PLACES = """name,lat,lon,radius_m,kind,adm1,names
Dorrin,34.50,36.70,2000,town,Upland,
Esk,34.60,36.80,1500,town,Upland,
Harrowgate,34.70,36.90,1500,village,Upland,
Lowmere,34.20,37.30,1500,town,Lowland,
Upland province,34.6,36.8,40000,governorate,Upland,Upland
"""
PARTIES = (
    {
        "id": "tarnia",
        "kind": "state",
        "name": "Tarnia",
        "aliases": ["Tarnian government", "Tarnian army", "Tarnian forces", "Tarnian troops", "Tarnians"],
        "roles": ["signatory", "conflicting_party"],
    },
    {
        "id": "velk",
        "kind": "armed_group",
        "name": "Velk Front",
        "aliases": ["Velk militia", "Velk fighters", "Velk"],
        "roles": ["signatory", "conflicting_party"],
    },
    {"id": "ostland", "kind": "state", "name": "Ostland", "aliases": ["Ostlanders"], "roles": ["guarantor"]},
    {
        "id": "mission",
        "kind": "body",
        "name": "Joint Monitoring Mission",
        "aliases": ["JMM", "the Mission"],
        "roles": ["monitor"],
    },
)
PROVISION = {
    "para": "1",
    "says": "Heavy weapons leave the separation zone and nobody shells it.",
    "norms": [
        {
            "id": "no-shelling",
            "kind": "duty",
            "mode": "refrain",
            "bearer": ["tarnia", "velk"],
            "test": {
                "check": "no_event",
                "event": "shelling",
                "by": ["tarnia", "velk"],
                "where": "separation",
            },
            "tests": [],
        },
        {
            "id": "guns-out",
            "kind": "duty",
            "mode": "achieve",
            "bearer": ["tarnia", "velk"],
            "deadline": {"by": date(2031, 3, 20)},
            "test": {"check": "none_present", "what": "heavy-weapons", "where": "separation"},
            "tests": [],
        },
    ],
}


def pact() -> Agreement:
    """The invented agreement."""
    plain = sketch.agreement(
        sketch.zone("separation", "polygon", name="Separation zone"), gazetteer="places.csv"
    ).model_dump(by_alias=True)
    plain |= {
        "parties": list(PARTIES),
        "terms": [{"id": "heavy-weapons", "parts": ["tanks"]}, {"id": "tanks"}],
        "events": [{"id": "shelling", "acts": ["shell"]}],
        "provisions": [PROVISION],
    }
    return Agreement.model_validate(plain)


@cache
def reader() -> Reader:
    folder = Path(mkdtemp())
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    sketch.write(folder, sketch.feature("separation", sketch.box(36.4, 34.3, 37.1, 35.0)))
    agreement = pact()
    atlas = Atlas.of(agreement, folder)
    return Reader(agreement, Gazetteer.of(agreement, folder, atlas.bounds(50)), atlas)


def read(text: str, told_on: date | None = TOLD_ON) -> Reading:
    """What the reader makes of a report."""
    document = Document("report.txt", text, "0" * 64, "text/plain", told_on, "given")
    return reader().read(document, Source(id="test", family="test"))


def claims(text: str) -> list[Claim]:
    return list(read(text).claims)


@dataclass(frozen=True)
class Told:
    """What a sentence is held to say of one act; a slot that is None is not looked at."""

    act: str
    modality: str
    polarity: str = "positive"
    aspect: str | None = None
    trigger: str | None = None
    actor: tuple[str, ...] | None = None
    target: tuple[str, ...] | None = None
    by: str | None = None
    where: tuple[str, ...] | None = None
    when: tuple[str | None, str | None] | None = None
    term: str | None = None

    def differences(self, claim: Claim) -> list[str]:
        """What of a claim is otherwise."""
        found = {
            "modality": (self.modality, claim.modality.value),
            "polarity": (self.polarity, claim.polarity),
            "aspect": (self.aspect, claim.aspect),
            "actor": (self.actor, tuple(one.party or one.text for one in claim.actor)),
            "target": (self.target, tuple(one.party or one.text for one in claim.target)),
            "by": (self.by, _speaker(claim)),
            "where": (self.where, tuple(one.zone or one.base or one.text for one in claim.place)),
            "when": (self.when, (_day(claim.time.start), _day(claim.time.end))),
            "term": (self.term, claim.object.term if claim.object else ""),
        }
        return [
            f"{slot}: held {held!r}, read {got!r}"
            for slot, (held, got) in found.items()
            if held is not None and held != got
        ]


def _speaker(claim: Claim) -> str:
    by = claim.attribution
    return by.by if by.by != "speaker" else by.party or by.text


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def faults(text: str, *held: Told) -> list[str]:
    """Where the claims of a report differ from what it is held to say, act by act."""
    read_ = claims(text)
    found: list[str] = []
    for told in held:
        same = [
            claim
            for claim in read_
            if claim.act.value == told.act
            and (told.trigger is None or (claim.trigger and claim.trigger.text == told.trigger))
        ]
        if not same:
            found.append(f"no {told.act} read, only {[(c.act.value, c.modality.value) for c in read_]}")
            continue
        first = min((told.differences(claim) for claim in same), key=len)
        found.extend(f"{told.act} {difference}" for difference in first)
    return found


def done(text: str) -> set[str]:
    """The acts a report gives as done."""
    return {claim.act.value for claim in claims(text) if claim.is_done}


def said(text: str) -> str:
    """The acts a report says: `act` done or known, `act!` denied, `act?` planned, doubted or the like."""
    marks = {(True, "positive"): "", (True, "negative"): "!"}
    found = [
        claim.act.value
        + marks.get((claim.modality.value in {"asserted", "presupposed"}, claim.polarity), "?")
        for claim in claims(text)
    ]
    return " ".join(sorted(found))
