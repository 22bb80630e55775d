"""Whom "they", "his men", "the militia" and "its spokesman" mean, and when they are nobody."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def told(text, act):
    """The last claim of an act."""
    return [claim for claim in claims(text) if claim.act.value == act][-1]


def doers(text, act):
    return [actor.party for actor in told(text, act).actor]


def word_of(text, act):
    by = told(text, act).attribution
    return by.by if by.by != "speaker" else by.party or by.text


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("Both sides said they had left Esk.", "withdraw", ["tarnia", "velk"]),
        ("The Velk Front and Tarnia met. They fought, and they left.", "withdraw", ["velk", "tarnia"]),
        ("A Velk commander said that his men had shelled Esk.", "shell", ["velk"]),
        ("The Tarnian army rested. Its gunners shelled Esk. They left Dorrin.", "withdraw", ["tarnia"]),
        ("The Tarnian military met observers. It shelled Esk.", "shell", ["tarnia"]),
        ("The Velk Front met the JMM. Ostland accused the group of shelling Esk.", "shell", ["velk"]),
        ("The armies of both sides left Esk.", "withdraw", ["tarnia", "velk"]),
        ("The militia shelled Dorrin.", "shell", ["velk"]),
        ("Tarnia rested. The rebels attacked Dorrin.", "attack", ["velk"]),
        ("Tarnia's representative spoke. He accused Velk of lies.", "dispute", ["tarnia"]),
        ("Ostland appealed to Tarnia on Sunday to leave Esk.", "withdraw", ["tarnia"]),
        ("The JMM rested. Velk fighters left. We asked the mission to patrol Esk.", "patrol", ["mission"]),
    ],
)  # fmt: skip
def test_words_that_point_back_match_in_number_and_kind(text, act, who):
    assert sorted(doers(text, act)) == sorted(who)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Tarnia rested. Residents said they fled Esk after they were shelled.", "displace"),
        ("Tarnia attacked. Two farmers left, and then they were killed.", "kill"),
        ("The Velk Front left Esk.\n\n- Some drivers said they met tanks", "meet"),
    ],
)
def test_they_are_no_party_where_people_were_named_last(text, act):
    claim = told(text, act)
    assert [actor.party for actor in (*claim.actor, *claim.target) if actor.party] == []


@pytest.mark.parametrize(
    "text",
    [
        "Velk fighters arrested two drivers and killed them.",
        "Tarnia arrested two drivers. Velk fighters killed them.",
    ],
)
def test_whoever_does_a_deed_does_not_suffer_it(text):
    assert [actor.party for actor in told(text, "kill").target] == [None]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The Velk Front left Esk. Its spokesman said Tarnia shelled Dorrin.", "velk"),
        ("The Velk Front left Esk. A spokesman said Tarnia shelled Dorrin.", "velk"),
        ("The Velk Front left Esk. Its spokesman spoke. He said Tarnia shelled Dorrin.", "velk"),
        ("They say Tarnia shelled Dorrin.", "They"),
        ("The Velk Front left. They say Tarnia shelled Dorrin.", "They"),
        ("Velk fighters left. They say Tarnia shelled Dorrin.", "velk"),
    ],
)
def test_who_speaks_for_whom(text, whose):
    assert word_of(text, "shell") == whose


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("The Velk Front left Esk. The factions shelled Dorrin.", "shell", [None]),
        ("- The Velk Front left Esk\n- They shelled Dorrin", "shell", []),
        ("The JMM visited Esk. The militia shelled Dorrin.", "shell", ["velk"]),
    ],
)
def test_no_party_is_better_than_a_wrong_one(text, act, who):
    assert doers(text, act) == who


def test_of_a_fight_with_somebody_both_are_the_doers():
    assert sorted(doers("The Velk Front avoided a fight with Tarnia.", "clash")) == ["tarnia", "velk"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("UNPQ calls on all parties to leave Esk.", [None]),
        ("UNPQ calls on both parties to leave Esk.", ["tarnia", "velk"]),
        ("UNPQ calls on the parties to leave Esk.", ["tarnia", "velk"]),
    ],
)
def test_all_parties_are_whoever_they_are(text, who):
    assert sorted(one.party or "" for one in told(text, "demand").target) == [one or "" for one in who]


@pytest.mark.parametrize(
    "text",
    [
        "The Velk Front shelled Dorrin; this is a violation of the truce.",
        "Velk fighters attacked Esk. It was a gross violation of the agreement.",
        "The Velk Front has moved tanks into Dorrin. That constitutes a violation of the truce.",
    ],
)
def test_a_deed_that_is_judged_a_violation_is_its_doers(text):
    assert doers(text, "violate") == ["velk"]


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("Parties agree on plan.", "agree", ["tarnia", "velk"]),
        ("Tarnia rested on Monday. In May they signed a paper.", "agree", ["tarnia"]),
        ("The Velk Front withdrew its guns; 12 pieces had left Esk by noon.", "withdraw", ["velk"]),
        ("Tarnia agreed to leave Esk, but the withdrawal has not begun.", "withdraw", ["tarnia"]),
        ("Tarnia met the JMM. The other side shelled Esk.", "shell", [None]),
        ("Velk fighters deny withdrawal from Esk.", "withdraw", ["velk"]),
        ("Tarnia denied an attack on Esk.", "attack", ["tarnia"]),
        ("Tarnia denied reports of an attack on Esk.", "attack", []),
    ],
)
def test_doers_that_are_told_before_or_beside(text, act, who):
    assert sorted(one or "" for one in doers(text, act)) == sorted(one or "" for one in who)


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        (
            "Velk fighters arrested two Tarnian troops. The group accused them of theft.",
            "dispute",
            "tarnia",
        ),
        ("Velk met Tarnian officers. They asked it to leave Esk.", "demand", "velk"),
        ("The Velk Front entered Esk. Tarnia called on the sides to withdraw.", "demand", "tarnia velk"),
        ("Ostland met the Velk Front. The two sides discussed a truce.", "negotiate", "ostland velk"),
    ],
)
def test_whoever_is_acted_upon_is_another_than_who_acts(text, act, who):
    claim = told(text, act)
    found = claim.actor if act == "negotiate" else claim.target
    assert " ".join(sorted(actor.party for actor in found)) == who


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("Velk fighters moved into Esk. From there they shelled Dorrin.", "shell", ["velk"]),
        ("Velk fighters there shelled Dorrin.", "shell", ["velk"]),
        ("The Velk Front retaliated by firing on Tarnian positions near Esk.", "shell", ["velk"]),
    ],
)
def test_the_subject_behind_a_word_of_place_and_of_an_answer(text, act, who):
    assert doers(text, act) == who
