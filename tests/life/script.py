"""Two months of the mechanism on Idlib as three cells might have lived them. Made up: nothing here happened.

What was signed and when it was due are the case's own; who said, saw and decided what is invented.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import box, mapping
from tests.life.cells import Life

STRETCHES = {"west": (35.0, 36.45), "south": (36.45, 36.88), "east": (36.88, 38.0)}
"""The boundary's segments, by the longitudes between which each lies."""
PATROLS = ("2018-10-13", "2018-10-20", "2018-11-03", "2018-11-10")
"""Days of the coordinated patrols that came about; that of 27 October was turned back."""
WITHHELD = "by the quarry, then along the canal"
COUNTED = ("idlib", "hama", "latakia", "aleppo")


def play(folder: Path, lived: type[Life] = Life) -> Life:
    """Live through it all; the cells, and what each was told along the way."""
    life = lived(folder)
    life.begin("idlib-2018")
    chapters: tuple[Callable[[Life], None], ...] = (
        begin_work,
        divide_the_boundary,
        declare_the_withdrawals,
        approve_the_boundary,
        count_them_out,
        look_for_what_is_left,
        ask_for_more_time,
        correct_a_report,
        inquire,
        go_on_to_the_end,
    )
    for chapter in chapters:
        chapter(life)
        life.exchange()
        life.sign_checkpoints()
    return life


def begin_work(life: Life) -> None:
    """The cells are graded, meet, and write to one another."""
    with life.on("2018-09-18T09:00"):
        for cell, family, reliability in (
            ("turkey", "turkish-state", "C"),
            ("russia", "russian-state", "C"),
            ("team-observer", "team", "A"),
        ):
            life.does("analyst", "grade", cell=cell, family=family, reliability=reliability)
        meeting = {"meeting": "weekly-1", "at": "2018-09-24T10:00:00+03:00", "invited": ["russia"]}
        life.does("turkey-liaison", "convene", **meeting, agenda="The lines of the zone")
        life.ask("nothing is agreed yet", "turkey", "2018-09-18")
        life.exchange()
    with life.on("2018-09-24T14:00"):
        held = {"on": "2018-09-24", "attended": ["turkey", "russia"], "outcome": "Lines in three stretches."}
        life.does("turkey-liaison", "hold", meeting="weekly-1", **held)
        life.exchange()
        life.does("russia-liaison", "confirm", meeting="weekly-1")
    with life.on("2018-09-26T08:00"):
        notice = {"notice": "incident", "subject": "Two shells at dawn", "text": "Whose were they?"}
        life.does("turkey-liaison", "send", message="tr-1", to="russia", **notice)
        life.exchange()
    with life.on("2018-09-26T13:00"):
        life.does("russia-liaison", "acknowledge", message="tr-1")
    with life.on("2018-09-27T09:00"):
        life.does("russia-liaison", "answer", message="tr-1", text="We are asking.")


def divide_the_boundary(life: Life) -> None:
    """Three stretches, each drawn; of the eastern one there are rival drawings."""
    with life.on("2018-10-01T10:00"):
        life.does("turkey-liaison", "divide", zone="dmz", segments=list(STRETCHES))
        for segment in STRETCHES:
            drawing = {"zone": "dmz", "segment": segment, "drawing": "first", "uncertainty_km": 0.5}
            life.does("turkey-liaison", "propose", **drawing, geometry=stretch(life, segment))
        life.exchange()
    with life.on("2018-10-02T10:00"):
        rival = {"zone": "dmz", "segment": "east", "drawing": "rival", "uncertainty_km": 0.5}
        life.does("russia-liaison", "propose", **rival, geometry=stretch(life, "east", shift=-0.05))
        life.does("russia-liaison", "dispute", zone="dmz", segment="east", why="The road stays out.")


def stretch(life: Life, segment: str, shift: float = 0.0) -> dict[str, Any]:
    """One stretch of the zone as the agreement's own line and depth draw it, moved so many degrees."""
    shape = life.cases["turkey"].atlas.shape("dmz")
    assert shape is not None
    west, east = STRETCHES[segment]
    cut = shapely.intersection(shape, box(west, 30.0, east, 40.0))
    moved = shapely.transform(cut, lambda points: np.add(points, (shift, 0.0)))
    return mapping(shapely.set_precision(moved, 1e-6))


def declare_the_withdrawals(life: Life) -> None:
    """Each guarantor says what is to leave on the side that it answers for."""
    with life.on("2018-10-03T09:00"):
        for who, side, count in (("turkey", "opposition", 60), ("russia", "government", 20)):
            leaving = {"what": "heavy-weapons", "count": count, "leaves": "dmz", "by": "2018-10-10"}
            life.does(f"{who}-liaison", "declare", withdrawal=f"guns-{side}", **leaving)
        site = {"site": "depot-1", "holds": ["mortars=25", "artillery=35"], "lat": 35.93, "lon": 36.63}
        life.does("turkey-liaison", "store", **site, note=WITHHELD)
        life.ask("withdrawals are promised", "turkey", "2018-10-03")


def approve_the_boundary(life: Life) -> None:
    """Two stretches at once; the third when one side takes the other's drawing."""
    for segment, moment in (("west", "2018-10-05T10:00"), ("south", "2018-10-06T10:00")):
        with life.on(moment):
            for who in ("turkey", "russia"):
                life.does(f"{who}-liaison", "approve", zone="dmz", segment=segment, drawing="first")
    with life.on("2018-10-08T12:00"):
        life.does("russia-liaison", "approve", zone="dmz", segment="east", drawing="rival")
        life.exchange()
        life.ask("one key is wanting", "russia", "2018-10-08")
    with life.on("2018-10-09T12:00"):
        life.does("turkey-liaison", "approve", zone="dmz", segment="east", drawing="rival")
        life.exchange()
        life.ask("the lines are agreed", "russia", "2018-10-09")


def count_them_out(life: Life) -> None:
    """Both say that theirs have left; the team counts fewer of one side's."""
    with life.on("2018-10-10T18:00"):
        for who, side, count in (("turkey", "opposition", 60), ("russia", "government", 20)):
            left = {"what": "heavy-weapons", "count": count, "leaves": "dmz", "by": "2018-10-10"}
            life.does(f"{who}-liaison", "declare", withdrawal=f"guns-{side}", **left, done=True)
        life.exchange()
    with life.on("2018-10-11T09:00"):
        life.ask("both say that it is done", "team", "2018-10-11")
    with life.on("2018-10-12T16:00"):
        for side, count in (("opposition", 54), ("government", 20)):
            life.does("team-observer", "verify", withdrawal=f"guns-{side}", counted=count, on="2018-10-12")
        seen = {"site": "depot-1", "seen": ["mortars=25", "artillery=29"], "on": "2018-10-12"}
        life.does("team-observer", "inspect", **seen)


def look_for_what_is_left(life: Life) -> None:
    """A coordinated patrol, and a wide look by the team's drone that finds no heavy weapon."""
    patrol(life, PATROLS[0])
    with life.on("2018-10-14T06:00"):
        ahead = {"starts": "2018-10-14T08:00:00+03:00", "ends": "2018-10-14T12:00:00+03:00"}
        life.does("team-observer", "plan", patrol="wide-look", zone="dmz", means="drone", **ahead)
    with life.on("2018-10-14T15:00"):
        done = {"started": "2018-10-14T08:00:00+03:00", "ended": "2018-10-14T12:00:00+03:00"}
        life.names["wide look"] = life.does(
            "team-observer", "finish", patrol="wide-look", **done, covered=0.8, none_of=["heavy-weapons"]
        )
        life.exchange()
    with life.on("2018-10-15T12:00"):
        life.ask("none were found", "team", "2018-10-15")


def patrol(life: Life, day: str) -> None:
    """A patrol of both guarantors: planned in secret the day before, done, and owned up to by both."""
    name = f"joint-{day}"
    before = date.fromisoformat(day) - timedelta(days=1)
    hours = {"starts": f"{day}T08:00:00+03:00", "ends": f"{day}T12:00:00+03:00"}
    with life.on(f"{before}T20:00"):
        plan = {"zone": "dmz", "manner": "coordinated", "partners": ["russia"], **hours, "note": WITHHELD}
        life.does("turkey-liaison", "plan", patrol=name, **plan)
        life.exchange()
    with life.on(f"{day}T13:00"):
        done = {"started": hours["starts"], "ended": hours["ends"], "covered": 0.3}
        life.does("turkey-observer", "finish", patrol=name, **done)
        life.exchange()
        life.does("russia-observer", "take_part", patrol=name)


def ask_for_more_time(life: Life) -> None:
    """A month is asked for on the finding of the 15th; one grants it, the other half of it, later."""
    with life.on("2018-10-15T18:00"):
        asked = {"norms": ["radicals-out"], "until": "2018-11-15", "why": "The weapons are out."}
        finding = {"finding": "heavy-weapons-out", "finding_as_of": "2018-10-15"}
        life.does(
            "turkey-liaison", "request", extension="month", **asked, **finding, finding_says="fulfilled"
        )
        life.does("turkey-liaison", "grant", extension="month")
        life.exchange()
    with life.on("2018-10-16T12:00"):
        life.ask("more time is half granted", "turkey", "2018-10-16", instruments=frozenset({"memo"}))
    with life.on("2018-10-17T12:00"):
        life.does("russia-liaison", "grant", extension="month", until="2018-11-01")
        life.exchange()
    granted = frozenset({"memo", "extension-month"})
    with life.on("2018-10-18T12:00"):
        life.ask("more time is granted", "turkey", "2018-10-18", instruments=granted)
    patrol(life, PATROLS[1])
    with life.on("2018-10-21T12:00"):
        life.ask("patrols are weekly", "russia", "2018-10-21")


def correct_a_report(life: Life) -> None:
    """The drone had seen a third of what was told: the report is taken back, and made again."""
    with life.on("2018-10-22T09:00"):
        life.does("team-observer", "retract", act=life.names["wide look"], why="Two flights did not start.")
        done = {"started": "2018-10-14T08:00:00+03:00", "ended": "2018-10-14T12:00:00+03:00"}
        life.does(
            "team-observer", "finish", patrol="wide-look", **done, covered=0.25, none_of=["heavy-weapons"]
        )
        life.ask("the look was corrected", "team", "2018-10-15")


def inquire(life: Life) -> None:
    """Shelling is alleged, looked into by people who did not allege it, answered, and released."""
    case = "jarjanaz-1"
    with life.on("2018-10-24T10:00"):
        told = {"what": "shell", "on": "2018-10-23", "text": "Eleven shells.", "accused": "syria-gov"}
        where = {"against": "population", "place": "Jarjanaz", "lat": 35.621, "lon": 36.752}
        life.does("turkey-liaison", "allege", incident=case, **told, **where)
        life.exchange()
        life.ask("it is alleged", "team", "2018-10-24")
    with life.on("2018-10-24T15:00"):
        life.does("team-verifier", "take_up", incident=case)
        life.does("team-verifier", "task", incident=case, team="Observers, south")
    with life.on("2018-10-25T11:00"):
        life.does("team-observer", "visit", incident=case, at="2018-10-25T10:00:00+03:00")
        life.does("team-observer", "report", incident=case, text="Eleven craters, bearing 140 degrees.")
    with life.on("2018-10-26T11:00"):
        found = {"finding": "verified", "basis": "Crater analysis.", "attributed_to": "syria-gov"}
        life.does("team-verifier", "conclude", incident=case, **found, grade="confirmed")
        life.exchange()
    # The patrol of this week is turned back.
    with life.on("2018-10-26T20:00"):
        ahead = {"starts": "2018-10-27T08:00:00+03:00", "ends": "2018-10-27T12:00:00+03:00"}
        plan = {"patrol": "joint-2018-10-27", "zone": "dmz", "manner": "coordinated", "partners": ["russia"]}
        life.does("turkey-liaison", "plan", **plan, **ahead)
        life.exchange()
    with life.on("2018-10-27T10:00"):
        denied = {"by": "hts", "reason": "No passage today.", "minutes": 95}
        life.does("turkey-observer", "deny", patrol="joint-2018-10-27", **denied)
    with life.on("2018-11-02T12:00"):
        life.does("team-publisher", "publish", incident=case)
        life.ask("it is verified", "team", "2018-11-02")
        life.ask("a week went by without a patrol", "russia", "2018-11-02")
        granted = frozenset({"memo", "extension-month"})
        life.ask("the time granted is over", "turkey", "2018-11-02", instruments=granted)


def go_on_to_the_end(life: Life) -> None:
    """Weeks of figures that differ, and patrols again."""
    patrol(life, PATROLS[2])
    patrol(life, PATROLS[3])
    with life.on("2018-11-11T12:00"):
        life.ask("patrols are weekly again", "russia", "2018-11-11")
    with life.on("2018-11-16T09:00"):
        for who, fewer in (("turkey-liaison", 0), ("russia-liaison", 2), ("team-observer", 1)):
            life.do(who, figures(fewer))
        life.exchange()
        life.ask("the two months are over", "team", "2018-11-16")


def figures(fewer: int) -> Iterator[dict[str, Any]]:
    """Four weeks of daily figures; on most days one that counts fewer sees fewer."""
    for number in range(28):
        day = date(2018, 10, 15) + timedelta(days=number)
        for where in COUNTED:
            fired = hashlib.sha256(f"{day} {where}".encode()).digest()[0] % 7
            seen = max(fired - fewer * (number % 3 > 0), 0)
            yield {"kind": "count", "where": where, "on": day.isoformat(), "firings": seen}
