"""Where and when: words of place and time go to the act they hang on."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def told(text, act):
    return next(claim for claim in claims(text) if claim.act.value == act)


def places(claim):
    return [(place.base or place.zone, place.role) for place in claim.place]


@pytest.mark.parametrize(
    ("behind", "act", "where"),
    [
        ("The army fired all Friday.", "shell", [("Esk", "location")]),
        ("Nobody fired. No patrol has passed yet.", "patrol", [("Esk", "location")]),
        ("In Dorrin two were killed.", "kill", [("Dorrin", "location")]),
        ("Ostland said that Tarnia had fired.", "shell", []),
        ("Dorrin: a quiet day. Nobody fired.", "shell", [("Dorrin", "location")]),
        ("\n\nThe army fired again.", "shell", []),
    ],
)
def test_a_label_holds_to_the_end_of_its_paragraph(behind, act, where):
    assert places(told(f"Field notes\n\nEsk: olives are picked. {behind}", act)) == where


@pytest.mark.parametrize(
    ("text", "act", "where"),
    [
        ("Velk fighters shelled Dorrin.", "shell", [("Dorrin", "location")]),
        ("In Dorrin, Velk fighters attacked a patrol.", "attack", [("Dorrin", "location")]),
        ("Velk fighters left Esk for Lowmere.", "withdraw", [("Esk", "origin"), ("Lowmere", "destination")]),
        (
            "Tanks were withdrawn from Esk to Lowmere.",
            "withdraw",
            [("Esk", "origin"), ("Lowmere", "destination")],
        ),
        ("Velk tanks entered the separation zone.", "deploy", [("separation", "destination")]),
        ("Tarnian forces withdrew from the separation zone.", "withdraw", [("separation", "origin")]),
        ("Tarnian forces shelled Esk and Dorrin.", "shell", [("Esk", "location"), ("Dorrin", "location")]),
        ("The fighters who shelled Dorrin came from Esk.", "shell", [("Dorrin", "location")]),
        ("The mayor of Esk met Tarnian officers in Lowmere.", "meet", [("Lowmere", "location")]),
        ("Tarnian forces withdrew.", "withdraw", []),
    ],
)
def test_an_act_has_the_places_told_of_it(text, act, where):
    assert places(told(text, act)) == where


@pytest.mark.parametrize(
    ("text", "act", "start", "end"),
    [
        ("Velk fighters shelled Dorrin on Monday.", "shell", "2031-03-10", "2031-03-10"),
        ("On Monday Velk fighters shelled Dorrin.", "shell", "2031-03-10", "2031-03-10"),
        ("The Velk Front said on Monday it had left Esk.", "withdraw", None, None),
        ("The Velk Front must withdraw by 20 March.", "withdraw", None, "2031-03-20"),
        ("The shelling of Esk on Sunday was heavy.", "shell", "2031-03-09", "2031-03-09"),
        ("The withdrawal began on Sunday.", "withdraw", "2031-03-09", "2031-03-09"),
        ("Velk fighters shelled Dorrin.", "shell", None, None),
        ("The March memorandum was violated.", "violate", None, None),
    ],
)
def test_an_act_has_the_time_told_of_it(text, act, start, end):
    when = told(text, act).time
    assert (when.start and when.start.isoformat(), when.end and when.end.isoformat()) == (start, end)


def test_a_state_that_speaks_is_no_place():
    assert places(told("Ostland urged Tarnia to withdraw from Esk.", "demand")) == []


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("About 20 fighters left Esk.", (None, 20, None)),
        ("At least 20 fighters left Esk.", (20, None, None)),
        ("Twelve tanks left the separation zone.", (12, 12, 12)),
        ("Tarnia withdrew 12 tanks from Esk.", (12, 12, 12)),
    ],
)
def test_what_moves_is_counted(text, bounds):
    (quantity,) = told(text, "withdraw").quantity
    assert (quantity.low, quantity.best, quantity.high) == bounds


@pytest.mark.parametrize(
    ("text", "act", "term"),
    [
        ("Tarnia withdrew its tanks.", "withdraw", "tanks"),
        ("Heavy weapons were withdrawn.", "withdraw", "heavy-weapons"),
        ("Tarnian forces shelled Esk with mortars.", "shell", "mortar"),
        ("Velk tanks entered Esk.", "deploy", "tanks"),
        ("Tarnia opened the road.", "open_route", "road"),
    ],
)
def test_what_is_moved_fired_or_opened_is_the_object(text, act, term):
    assert told(text, act).object.term == term


@pytest.mark.parametrize(
    ("text", "act", "where", "start"),
    [
        ("On 5 March shelling damaged a clinic in Esk.", "shell", "Esk", "2031-03-05"),
        ("Mortar fire hit two houses in Dorrin on Sunday.", "shell", "Dorrin", "2031-03-09"),
        ("Exchanges of fire were reported in Esk on Sunday.", "clash", "Esk", "2031-03-09"),
        ("The agency reported clashes in Lowmere on Monday.", "clash", "Lowmere", "2031-03-10"),
        (
            "An air strike destroyed a bakery in Dorrin on Monday, doctors said.",
            "air_strike",
            "Dorrin",
            "2031-03-10",
        ),
        ("Velk fighters shelled the town of Esk on Sunday, the agency said.", "shell", "Esk", "2031-03-09"),
    ],
)
def test_a_deed_that_does_something_else_has_that_verbs_place_and_time(text, act, where, start):
    claim = told(text, act)
    assert places(claim) == [(where, "location")]
    assert claim.time.start.isoformat() == start


@pytest.mark.parametrize(
    "text",
    [
        "On 5 March shelling damaged a clinic in Esk; one nurse was killed and two men were hurt.",
        "On 5 March rockets fell on Esk, and a girl died.",
        "In Esk a shell hit the market on 5 March; three people were killed.",
        "Three people were killed and nine injured in the shelling of Esk on 5 March.",
    ],
)
def test_the_dead_of_fire_fell_where_and_when_it_did(text):
    killed = told(text, "kill")
    assert places(killed) == [("Esk", "location")]
    assert killed.time.start.isoformat() == "2031-03-05"


@pytest.mark.parametrize(
    ("text", "act", "where"),
    [
        ("Esk, which was shelled on Sunday, is quiet.", "shell", [("Esk", "location")]),
        ("In Dorrin, where clashes were heard, a shop burned.", "clash", [("Dorrin", "location")]),
        (
            "Lowmere, where Velk fighters attacked a patrol, lies in the valley.",
            "attack",
            [("Lowmere", "location")],
        ),
        ("The town of Esk, which Velk fighters left, is empty.", "withdraw", [("Esk", "origin")]),
    ],
)
def test_a_clause_on_a_place_tells_what_happened_there(text, act, where):
    assert places(told(text, act)) == where


@pytest.mark.parametrize(
    ("text", "act", "where"),
    [
        ("Near Esk fighters fired mortars; a post at Dorrin came under fire.", "shell", ["Esk", "Dorrin"]),
        ("In Esk tanks were seen; tanks were seen in Dorrin, too.", "presence", ["Esk", "Dorrin"]),
    ],
)
def test_a_clause_with_a_place_of_its_own_is_not_framed_by_another(text, act, where):
    assert [place.base for claim in claims(text) if claim.act.value == act for place in claim.place] == where


def test_what_is_only_a_remark_on_a_deed_has_not_its_day():
    assert (
        told("On Sunday Velk fighters shelled Esk; this is a violation of the truce.", "violate").time.start
        is None
    )


@pytest.mark.parametrize(
    ("text", "act", "where"),
    [
        ("Esk front: heavy clashes, a soldier dead.", "clash", "Esk"),
        ("* Lowmere: the Mission says shelling subsided", "shell", "Lowmere"),
        ("Team 2 (Dorrin): heard ten explosions.", "shell", "Dorrin"),
        ("Harrowgate: two shells landed on a farm.", "shell", "Harrowgate"),
        ("Aid was brought to Esk on Monday: 300 baskets of food were distributed.", "aid", "Esk"),
        ("One truce was broken in Esk: two soldiers were killed.", "kill", "Esk"),
    ],
)
def test_what_stands_behind_a_label_or_a_colon_happened_there(text, act, where):
    assert {place.base for claim in claims(text) if claim.act.value == act for place in claim.place} == {
        where
    }


@pytest.mark.parametrize(
    ("text", "act", "role"),
    [
        ("Two battalions arrived in Esk.", "deploy", "destination"),
        ("An aid convoy reached Esk.", "aid", "destination"),
        ("Esk is calm. Ostland sent tanks there.", "deploy", "destination"),
        ("Esk is calm. Tanks were seen there.", "presence", "location"),
    ],
)
def test_where_a_movement_ends_is_its_destination(text, act, role):
    assert places(told(text, act)) == [("Esk", role)]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Mission asked Tarnia for access to Esk.", "demand"),
        ("The government in Lowmere refused to meet the Velk Front.", "refuse"),
        ("Velk fighters were waiting for orders from Lowmere.", "wait"),
    ],
)
def test_what_is_said_or_awaited_did_not_happen_where_something_else_is(text, act):
    assert [places(claim) for claim in claims(text) if claim.act.value == act] in ([[]], [])


def test_words_on_a_place_only_say_where_it_lies():
    assert places(told("Velk tanks left the separation zone around Esk.", "withdraw")) == [
        ("separation", "origin")
    ]


def test_a_second_deed_of_one_subject_has_not_the_place_of_the_first():
    text = "Velk fighters attacked a post in Esk and broke the truce."
    assert (places(told(text, "attack")), places(told(text, "violate"))) == ([("Esk", "location")], [])


@pytest.mark.parametrize(
    ("text", "act", "where"),
    [
        ("Velk fighters will withdraw 5 km from Esk.", "withdraw", [("Esk", "origin")]),
        ("Velk guns near Esk shelled Dorrin.", "shell", [("Esk", "origin"), ("Dorrin", "location")]),
        ("Posts near Esk came under mortar fire.", "shell", [("Esk", "location")]),
        ("Velk fighters shelled Esk, a suburb of Dorrin.", "shell", [("Esk", "location")]),
        (
            "Velk fighters left the area between Esk and Dorrin.",
            "withdraw",
            [("Esk", "origin"), ("Dorrin", "origin")],
        ),
        ("Velk fighters left their positions near Esk.", "withdraw", [("Esk", "origin")]),
        (
            "Ostland sent troops to posts in Esk and Dorrin.",
            "deploy",
            [("Esk", "destination"), ("Dorrin", "destination")],
        ),
        (
            "Velk guns shelled the road between Esk and Dorrin.",
            "shell",
            [("Esk", "location"), ("Dorrin", "location")],
        ),
        ("The truce has held, except in Esk.", "comply", []),
        (
            "East of Dorrin, at the junction known as Esk, Velk fighters laid mines.",
            "deploy",
            [("Dorrin", "location"), ("Esk", "location")],
        ),
        ("Positioned in Esk, the Mission heard 14 explosions.", "shell", [("Esk", "location")]),
        ("The toll from the shelling of Esk rose to nine.", "shell", [("Esk", "location")]),
        (
            "The death of a man due to shelling on the edge of Esk was reported.",
            "kill",
            [("Esk", "location")],
        ),
        ("Velk fighters in Upland province began to withdraw from Esk.", "withdraw", [("Esk", "origin")]),
    ],
)
def test_a_place_plays_the_part_that_its_words_tell(text, act, where):
    assert places(told(text, act)) == where


def test_a_count_before_the_noun_it_counts_still_belongs_to_its_place():
    found = claims("Esk - 7, Dorrin - 12, Lowmere - 3 violations over the past day.")
    assert [(claim.place[0].base, claim.quantity[0].best) for claim in found] == [
        ("Esk", 7),
        ("Dorrin", 12),
        ("Lowmere", 3),
    ]


def test_a_toll_in_a_clause_of_its_own_keeps_its_place():
    kill = told("In Esk nobody was hurt, while in Dorrin a shell killed a woman.", "kill")
    assert places(kill) == [("Dorrin", "location")]
