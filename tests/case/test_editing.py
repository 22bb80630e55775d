"""Corrections: `field=value` on a claim, what follows from it, and every mistake told at once."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.case.editing import edited
from truceline.errors import InputError
from truceline.evidence.claim import Claim, Status


def read(**fields):
    """A claim as a program reads it."""
    return Claim.model_validate(
        {
            "kind": "event",
            "act": "shell",
            "actor": ({"text": "Southland", "span": (0, 9), "party": "south"},),
            "place": ({"text": "Ford", "lat": 35.1, "lon": 36.2, "radius_m": 500.0},),
            "time": {"start": date(2020, 3, 10), "end": date(2020, 3, 10)},
            "source": {"id": "post", "family": "post"},
            "published_on": date(2020, 3, 11),
            "evidence": {"document": "0" * 64, "span": (0, 40), "quote": "Southland shelled Ford."},
            "made_by": {"reader": "a reader 1", "rules": ("act:shell",)},
            "bears_on": ("no-fire",),
            "says": "Southland: shell, Ford (asserted, completed)",
            "status": "proposed",
            **fields,
        }
    ).identified()


def problems(case, *changes):
    with pytest.raises(InputError) as raised:
        edited(case, read(), changes)
    return [str(problem) for problem in raised.value.problems]


def test_a_correction_supersedes_and_keeps_what_the_claim_rests_on(case):
    claim = read()
    made = edited(case, claim, ["who=Northland"])
    assert made.supersedes == claim.claim_id
    assert (made.evidence, made.source, made.status) == (claim.evidence, claim.source, Status.PROPOSED)
    assert made.made_by is None
    assert made.claim_id == made.content_digest
    assert [actor.party for actor in made.actor] == ["north"]


def test_its_sentence_is_told_anew(case):
    assert edited(case, read(), ["who=Northland"]).says.startswith("Northland: shell, Ford")
    assert edited(case, read(), ["says=in other words"]).says == "in other words"
    assert edited(case, read(made_by=None, says="own words"), ["who=Northland"]).says == "own words"


def test_ranges_are_told_with_a_hyphen_or_dots(case):
    made = edited(case, read(), ["killed=3-5", "injured=2.."])
    assert made.casualties is not None
    assert (made.casualties.killed.low, made.casualties.killed.high) == (3, 5)
    assert (made.casualties.injured.low, made.casualties.injured.high) == (2, None)


@pytest.mark.parametrize("value", ["-5", "inf", "nan", "few"])
def test_a_number_of_dead_is_a_number(case, value):
    assert problems(case, f"killed={value}")


def test_several_names_and_none(case):
    made = edited(case, read(), ["who=Northland, bandits", "whom=Southland"])
    assert [(one.text, one.party) for one in made.actor] == [("Northland", "north"), ("bandits", None)]
    assert [one.party for one in made.target] == ["south"]
    nobody = edited(case, read(), ["who=none"])
    assert (nobody.actor, nobody.attribution_grade) == ((), "none")
    assert edited(case, nobody, ["who=Southland"]).attribution_grade == "claimed"


def test_places_are_looked_up_in_the_case(case):
    by_name = edited(case, read(place=()), ["where=Ford"]).place[0]
    assert (by_name.lat, by_name.lon) == (35.1, 36.2)
    assert [one.zone for one in edited(case, read(), ["where=strip; front"]).place] == ["strip", "front"]
    assert edited(case, read(), ["where=none"]).place == ()


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("2020-03-09", date(2020, 3, 9), date(2020, 3, 9)),
        ("2020-03-08/2020-03-09", date(2020, 3, 8), date(2020, 3, 9)),
        ("/2020-03-09", None, date(2020, 3, 9)),
        ("2020-03-09/", date(2020, 3, 9), None),
        ("none", None, None),
    ],
)
def test_days_are_one_two_or_open(case, typed, start, end):
    time = edited(case, read(), [f"when={typed}"]).time
    assert (time.start, time.end) == (start, end)


@pytest.mark.parametrize(
    ("typed", "bounds"),
    [
        ("5", (None, 5, None)),
        ("3..5", (3, None, 5)),
        ("3..", (3, None, None)),
        ("..5", (None, None, 5)),
        ("3-5", (3, None, 5)),
    ],
)
def test_counts_have_bounds(case, typed, bounds):
    (count,) = edited(case, read(), [f"count={typed}"]).quantity
    assert (count.low, count.best, count.high) == bounds
    toll = edited(case, read(), [f"killed={typed}"]).casualties.killed
    assert (toll.low, toll.best, toll.high) == bounds


def test_a_count_leaves_other_quantities_alone_and_none_takes_it_away(case):
    km = {"kind": "distance", "unit": "km", "best": 10.0}
    counted = read(quantity=(km, {"kind": "count", "best": 2.0}))
    assert [one.kind for one in edited(case, counted, ["count=none"]).quantity] == ["distance"]
    assert edited(case, edited(case, read(), ["injured=2"]), ["injured=none"]).casualties.injured is None


def test_things_grades_norms_and_the_speaker(case):
    made = edited(
        case, read(), ["what=heavy guns", "grade=b2", "norms=guns-out", "word_of=Northland", "confidence=0.9"]
    )
    assert made.object.term == "guns"
    assert (made.source.reliability, made.source.credibility, made.confidence) == ("B", 2, 0.9)
    assert made.bears_on == ("guns-out",)
    assert (made.attribution.by, made.attribution.party) == ("speaker", "north")
    again = edited(case, made, ["what=none", "norms=none", "word_of=author"])
    assert (again.object, again.bears_on, again.attribution.by) == (None, (), "author")


def test_any_other_field_is_named_by_its_path(case):
    made = edited(case, read(), ["source.family=state", "place.0.radius_m=900", "casualties.killed.best=4"])
    assert (made.source.family, made.place[0].radius_m, made.casualties.killed.best) == ("state", 900, 4)


def test_norms_follow_the_slots_unless_they_are_given(case):
    assert edited(case, read(), ["act=presence", "what=heavy guns"]).bears_on == ("guns-out",)
    assert edited(case, read(), ["grade=B2"]).bears_on == ("no-fire",)


def test_what_is_no_longer_a_fact_becomes_words_and_back(case):
    planned = edited(case, read(), ["modality=intended"])
    assert (planned.kind, planned.aspect) == ("statement", "not_started")
    done = edited(case, planned, ["modality=asserted"])
    assert (done.kind, done.aspect) == ("event", "completed")
    seen = edited(case, planned, ["modality=asserted", "act=presence"])
    assert (seen.kind, seen.aspect) == ("observation", "ongoing")
    assert edited(case, read(), ["modality=possible", "aspect=completed"]).aspect == "completed"
    assert edited(case, read(kind="look"), ["act=absence"]).kind == "look"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("who", "not of the form FIELD=VALUE"),
        ("=x", "not of the form FIELD=VALUE"),
        ("colour=red", "colour: is no field of a claim"),
        ("status=accepted", "status: is kept as it is"),
        ("evidence.quote=x", "evidence.quote: is kept as it is"),
        ("act=dance", "act: must be"),
        ("where=Nowhereville", "no place is known as 'Nowhereville'"),
        ("when=soon", "time.start: "),
        ("count=many", "count: 'many' does not fit"),
        ("grade=Z9", "'Z9' is no grade"),
        ("norms=no-fires", "the agreement has no norm 'no-fires'"),
        ("place.0.zone=moon", "the agreement has no zone 'moon'"),
        ("actor.0.party=east", "the agreement has no party 'east'"),
        ("place.7.zone=strip", "does not fit"),
        ("who=Southland", "nothing of"),
    ],
)
def test_a_wrong_change_is_told_by_its_field(case, change, told):
    if change == "who=Southland":
        plain = read(actor=({"text": "Southland", "party": "south"},))
        with pytest.raises(InputError, match=told):
            edited(case, plain, [change, f"says={plain.says}"])
        return
    assert told in "\n".join(problems(case, change))


def test_everything_wrong_is_told_at_once(case):
    assert len(problems(case, "who", "colour=red", "where=Nowhereville", "grade=9")) == 4
