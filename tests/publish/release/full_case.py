"""A case in which whatever somebody wrote is a canary."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from tests.mechanism.conftest import enter

from truceline.evidence.claim import Claim

SINCE, AS_OF = date(2030, 1, 2), date(2030, 1, 31)


class Birds:
    """Canaries: each is another one, and all are remembered."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers = count(1)

    def __call__(self, what: str = "canary") -> str:
        """A word that stands nowhere else; good as a handle, too."""
        bird = f"canary{next(self._numbers):03}x{what}"
        self.all.append(bird)
        return bird

    def point(self, lat: float, lon: float) -> dict[str, float]:
        """A place whose last digits stand nowhere else."""
        number = next(self._numbers)
        told = {"lat": lat + 0.0070000 + number * 1.3e-6, "lon": lon + 0.0090000 + number * 1.7e-6}
        self.all += [f"{round(value, 4):.4f}"[:-1] for value in told.values()]
        return told


def claim(birds: Birds, day: int, **changes) -> Claim:
    """A claim of which every word is a canary."""
    on = f"2030-01-{day:02}"
    written = {
        "label": birds("label"),
        "kind": "event",
        "act": "shell",
        "trigger": {"text": birds("trigger")},
        "actor": [{"text": birds("actor"), "party": "south"}, {"text": birds("person")}],
        "target": [{"text": birds("target")}, {"text": birds("victim"), "party": "north"}],
        "object": {"text": birds("object"), "term": "guns"},
        "place": [
            {"text": birds("place"), "base": birds("base"), "adm1": birds("adm1"), "adm2": birds("adm2")}
            | birds.point(40.1, 22.2)
            | {"radius_m": 217.31}
        ],
        "time": {"text": birds("time"), "start": on, "end": on},
        "quantity": [{"text": birds("quantity"), "unit": birds("unit"), "best": 7}],
        "casualties": {"killed": {"best": 5}},
        "attribution": {"by": "speaker", "text": birds("speaker")},
        "attribution_grade": "confirmed",
        "confidence": 0.81357,
        "incident": birds("incident"),
        "source": {"id": birds("source"), "family": birds("family"), "reliability": "B", "credibility": 2},
        "published_on": on,
        "evidence": {"cite": birds("cite"), "quote": birds("quote")},
        "made_by": {"reader": birds("reader")},
        "says": f"{birds('says')} write to {birds('mail')}@example.org",
        **changes,
    }
    return Claim.model_validate(written).identified()


def told(birds: Birds) -> list[Claim]:
    """Claims that may be told, and those that may not."""
    gun = {"kind": "observation", "act": "presence"}
    words = {"kind": "statement", "act": "refuse", "bears_on": ["guns-out"], "casualties": None}
    return [
        claim(birds, 4),
        claim(birds, 5, sensitivity="restricted"),
        claim(birds, 6, sensitivity="secret"),
        claim(birds, 7, licence="no-redistribution", sensitivity="secret"),
        claim(birds, 8, embargo_until="2031-01-01"),
        claim(birds, 9, event=birds("event")),
        claim(birds, 13, **gun),
        claim(birds, 14, **gun, sensitivity="restricted"),
        claim(birds, 15, **words),
        claim(birds, 16, **words, sensitivity="restricted"),
        claim(birds, 17, polarity="negative"),
        claim(birds, 18, actor=[{"text": birds("stranger"), "party": birds("party")}]),
        claim(
            birds, 19, state={"of": "strip", "state": birds("state")}, kind="observation", act="open_route"
        ),
    ]


def acts(case, birds: Birds) -> None:
    """What the mechanism did, in canaries."""

    def act(who: str, kind: str, **fields: object) -> None:
        enter(case, who, kind, note=birds("note"), **fields)

    def later(days: int) -> None:
        case.ledger._clock.at += timedelta(days=days)

    withdrawal, site, patrol, ford = birds("w"), birds("site"), birds("patrol"), birds("ford")
    enter(case, "analyst", "grade", cell="mission", family=birds("cellfamily"), reliability="A")
    act(
        "south-liaison", "declare", withdrawal=withdrawal, what="guns", count=12, leaves="strip",
        by="2030-01-10", goes_to=birds("goesto"),
    )  # fmt: skip
    act("south-liaison", "store", site=site, holds=["guns=3"], **birds.point(39.8, 22.1))
    act(
        "north-liaison", "plan", patrol=patrol, zone="strip", manner="single",
        starts="2030-01-10T06:00:00Z", ends="2030-01-10T10:00:00Z",
    )  # fmt: skip
    meeting, extension, message = birds("meeting"), birds("extension"), birds("message")
    act(
        "north-liaison", "convene", meeting=meeting, at="2030-01-04T09:00:00Z", invited=["south"],
        agenda=birds("agenda"),
    )  # fmt: skip
    act(
        "south-liaison", "request", extension=extension, norms=["fords-open"], until="2030-01-31", why=birds()
    )
    for who in ("north-liaison", "south-second"):
        act(who, "grant", extension=extension)
    act("north-liaison", "send", message=message, to="south", subject=birds("subject"), text=birds("letter"))
    later(15)
    act(
        "north-liaison", "finish", patrol=patrol, started="2030-01-10T06:00:00Z",
        ended="2030-01-10T10:00:00Z", covered=0.8,
    )  # fmt: skip
    act(
        "north-liaison", "hold", meeting=meeting, on="2030-01-04", attended=["north", "south"],
        outcome=birds("outcome"),
    )  # fmt: skip
    act(
        "mission-observer", "keep_out", access=birds("access"), zone="strip", whom="observers",
        on="2030-01-10", reason=birds("reason"), minutes=40, by="south",
    )  # fmt: skip
    act("mission-observer", "route", stretch=birds("stretch"), zone="strip", stands="open", on="2030-01-14")
    act("north-liaison", "count", where=birds("where"), on="2030-01-08", firings=3, adm1=birds("hama"))
    act("north-liaison", "count", where="hama", on="2030-01-08", firings=3, adm1="Hama")
    act(
        "north-liaison", "allege", incident=ford, what="shell", on="2030-01-05", text=birds("alleged"),
        accused="south", against="north", place=birds("ford"), **birds.point(40.1, 22.2),
    )  # fmt: skip
    act("mission-verifier", "take_up", incident=ford)
    act("mission-verifier", "task", incident=ford, team=birds("team"))
    act("mission-observer", "visit", incident=ford, at=case.ledger.now.isoformat())
    act("mission-observer", "report", incident=ford, text=birds("found"))
    act(
        "mission-verifier", "conclude", incident=ford, finding="verified", basis=birds("basis"),
        attributed_to="south",
    )  # fmt: skip
    act("south-liaison", "answer_to", incident=ford, text=birds("reply"))
    act("publisher", "publish", incident=ford)
    act(
        "mission-observer", "inspect", site=site, seen=["guns=2"], on="2030-01-15", sensitivity="public",
    )  # fmt: skip
    act(
        "north-liaison", "plan", patrol=birds("tomorrow"), zone="strip", manner="single",
        starts="2030-01-31T20:00:00Z", ends="2031-01-31T22:00:00Z",
        route={"type": "LineString", "coordinates": [[22.2171717, 40.1373737], [22.2272727, 40.1474747]]},
    )  # fmt: skip
    birds.all += ["22.2171717", "40.1373737", "22.217", "40.137"]
    later(60)
