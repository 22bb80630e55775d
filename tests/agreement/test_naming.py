"""Names in any language and spelling, resolved to parties; what is unclear resolves to nobody."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.agreement.model import Agreement
from truceline.agreement.naming import Bearing, Names, folded

PARTIES = [
    {
        "id": "north-state",
        "kind": "state",
        "name": "Republic of the North",
        "aliases": {
            "en": ["Government of Northland", "Northern army"],
            "ar": ["الجيش الشمالي"],
            "ru": ["Северная армия"],
            "tr": ["Kuzey Ordusu", "I\u015f\u0131k Birli\u011fi"],
        },
    },
    {
        "id": "guard",
        "kind": "armed_group",
        "aliases": [
            {"name": "Jund al-Wadi", "until": "2017-01-27"},
            {"name": "Hay'at al-Wadi", "from": "2017-01-28"},
            "HW",
        ],
    },
    {"id": "river-front", "kind": "armed_group", "aliases": ["River Front", "Brothers and Sons"]},
    {"id": "old-front", "kind": "armed_group", "aliases": [{"name": "The Front", "until": "2018-06-30"}]},
    {"id": "new-front", "kind": "armed_group", "aliases": [{"name": "The Front", "from": "2018-07-01"}]},
    {"id": "twin-a", "kind": "armed_group", "aliases": ["Twins"]},
    {"id": "twin-b", "kind": "armed_group", "aliases": ["Twins"]},
]
TERMS = [
    {"id": "radical-groups", "name": "Radical groups", "parties": ["guard", "twin-a"]},
    {"id": "valley-men", "parties": ["guard"]},
    {"id": "heavy-weapons"},
]


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.of(
        Agreement.model_validate(
            {
                "format": "truceline/agreement/1",
                "id": "x",
                "title": "x",
                "encoding": {"revision": 1, "encoded_by": ["a"], "date": "2020-01-01"},
                "instruments": [
                    {
                        "id": "t",
                        "kind": "accord",
                        "authority": "signed",
                        "in_force": {"from": "2018-01-01"},
                        "source": "invented",
                        "paragraphs": ["1"],
                    }
                ],
                "clock": {"timezone": "UTC"},
                "parties": PARTIES,
                "terms": TERMS,
                "provisions": [{"para": "1", "says": "x", "not_encoded": "no conduct"}],
            }
        )
    )


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Government of Northland", "north-state"),
        ("GOVERNMENT  of northland ", "north-state"),
        ("the Republic of the North", "north-state"),
        ("north-state", "north-state"),
        ("north_state", "north-state"),
        ("الجيش الشمالي", "north-state"),
        ("جيش الشمالي", "north-state"),
        ("СЕВЕРНАЯ АРМИЯ", "north-state"),
        ("KUZEY ORDUSU", "north-state"),
        ("Isik Birligi", "north-state"),
        ("Northern Army (2011-2024)", "north-state"),
        ("Northern Army (2011-)", "north-state"),
        ("HW: Hay'at al-Wadi", "guard"),
        ("Hay'at al-Wadi (HW)", "guard"),
        ("Hayat al-Waadi (HW)", "guard"),
        ("NA: Northern army", "north-state"),
        ("River Front [river-front]", "river-front"),
        ("Hayat al Wadi", "guard"),
        ("Hay\u02bcat al\u2011Wadi", "guard"),
        ("Brothers and Sons", "river-front"),
        ("valley-men", "guard"),
        ("Somebody", None),
        ("", None),
        ("(2011-)", None),
        ("Twins", None),
        ("radical groups", None),
        ("heavy-weapons", None),
    ],
)
def test_a_name_resolves_in_any_spelling_to_its_party_or_to_nobody(names, text, party) -> None:
    assert names.party(text) == party


def test_a_name_means_who_bore_it_that_day(names) -> None:
    assert names.party("The Front", date(2018, 6, 30)) == "old-front"
    assert names.party("The Front", date(2018, 7, 1)) == "new-front"
    assert names.party("The Front") is None
    assert names.party("Jund al-Wadi", date(2017, 1, 27)) == "guard"
    assert names.party("Jund al-Wadi", date(2017, 1, 28)) is None
    assert names.party("Jund al-Wadi") == "guard"


def test_a_list_of_names_resolves_each_and_leaves_out_strangers(names) -> None:
    assert names.parties("HW, River Front, Strangers, HW") == ("guard", "river-front")
    assert names.parties("River Front and HW") == ("river-front", "guard")
    assert names.parties("River Front / HW") == ("river-front", "guard")
    assert names.parties("Brothers and Sons; HW") == ("river-front", "guard")
    assert names.parties("Kuzey Ordusu ve River Front") == ("north-state", "river-front")
    assert names.parties("الجيش الشمالي و River Front") == ("north-state", "river-front")
    assert names.parties("radical groups") == ("guard", "twin-a")
    assert names.parties("nobody, nowhere") == ()


def test_splitting_keeps_strangers_and_names_with_and_in_them(names) -> None:
    assert names.split("HW, Cats and Dogs, River Front and Foxes") == (
        ("HW", "guard"),
        ("Cats and Dogs", None),
        ("River Front", "river-front"),
        ("Foxes", None),
    )
    assert names.split("Brothers and Sons") == (("Brothers and Sons", "river-front"),)
    assert names.split("  ") == ()


@given(st.text(max_size=40))
def test_folding_again_changes_nothing_for_plain_names(text) -> None:
    once = folded(text)
    assert once == " ".join(once.split())
    assert once == once.strip()


@given(
    st.sampled_from(["River Front", "Kuzey Ordusu", "Северная армия"]),
    st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
)
def test_case_never_matters(names, text, change) -> None:
    assert names.party(change(text)) == names.party(text) is not None


def test_bearing_a_name_is_counted_with_both_its_days() -> None:
    bearing = Bearing("x", date(2020, 1, 1), date(2020, 1, 3))
    assert [bearing.holds(date(2020, 1, day)) for day in (1, 3, 4)] == [True, True, False]
    assert not bearing.holds(date(2019, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Sole Perpetrator (Northland)",
        "Protesters (Republic of the North)",
        "Private Security Forces (north-state)",
        "anti-HW protesters (HW)",
        "Former Valley Men's League (HW)",
        "Valley Assembly (HW)",
        "HW: Valley Assembly",
        "River Front: anti-HW",
        "Ex-fighters: Hay'at al-Wadi",
        "River Front (HW)",
        "HW: River Front",
        "River Front (defectors)",
        "A: B: HW",
    ],
)
def test_a_bracket_or_a_heading_by_itself_names_nobody(names, text) -> None:
    assert names.party(text) is None
    assert names.parties(text) == ()


def test_a_bracket_with_the_name_it_had_before_still_names_the_party(names) -> None:
    assert names.party("Jund al-Wadi (HW)", date(2018, 1, 1)) == "guard"
