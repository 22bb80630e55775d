"""The river case with shells every day: uneven before the truce, fewer since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from tests.mechanism.conftest import open_case

from truceline.case.folder import Case
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Claim, Evidence, Kind, Place, Source, Thing, When
from truceline.ledger.entry import Origin

TRUCE = date(2030, 1, 1)
BY_SOUTH = {"actor": (Actor(text="South", party="south"),), "attribution_grade": "confirmed"}


def shell(day: date, number: int = 0, **changed) -> Claim:
    """A report of a shell in the strip, by nobody in particular."""
    fields = {
        "kind": Kind.EVENT,
        "act": Act.SHELL,
        "says": f"A shell, number {number}.",
        "place": (Place(text="the ford", lat=40.1, lon=22.2, radius_m=100.0),),
        "time": When(start=day, end=day),
        "published_on": day,
        "source": Source(id="watch", family="watch", reliability="B", credibility=2),
        "evidence": Evidence(cite=f"notebook {day}, {number}"),
    }
    return Claim(**(fields | changed)).identified()


def shelling(first: date, counts) -> list[Claim]:
    """So many shells a day."""
    return [
        shell(first + timedelta(days=day), number)
        for day, count in enumerate(counts)
        for number in range(int(count))
    ]


def look(party: str, day: date, number: int) -> Claim:
    """Somebody walks all of the strip and finds no gun of a party."""
    return shell(
        day,
        number,
        kind=Kind.LOOK,
        act=Act.ABSENCE,
        actor=(Actor(text=party, party=party),),
        object=Thing(text="guns", term="guns"),
        place=(Place(text="the strip", zone="strip"),),
        coverage=1.0,
        source=Source(id="team", family="team", reliability="A", credibility=1),
    )


@pytest.fixture
def case(tmp_path) -> Case:
    return open_case(tmp_path / "case")


@pytest.fixture
def told(case) -> Callable[..., None]:
    """Enter claims; they count as known on the day they were published."""

    def enter(*claims: Claim) -> None:
        name = f"{claims[0].claim_id[:8]}.jsonl"
        case.ledger.append(Origin("claims", name), claims, recorded="published", days=case.agreement.tempo)

    return enter


@pytest.fixture
def shelled(case, told) -> Case:
    """A year before the truce with three shells a day, and 60 days since with one."""
    case.ledger._clock.at = case.ledger._clock.at + timedelta(days=60)
    rng = np.random.default_rng(1)
    told(*shelling(TRUCE - timedelta(days=365), rng.poisson(3.0, 365)))
    told(*shelling(TRUCE, rng.poisson(1.0, 60)))
    return case
