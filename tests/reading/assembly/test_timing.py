"""When: which words of time tell of an act, and which only compare, count or date something else."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def when(text, act):
    found = [claim for claim in claims(text) if claim.act.value == act]
    time = found[-1].time
    return (time.start and time.start.isoformat(), time.end and time.end.isoformat())


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("A Tarnian tank was stationed at the mill, as on Monday.", "presence"),
        ("Shelling of Esk was heavier than on Sunday.", "shell"),
        ("Shelling continued near Esk, reduced in comparison with last week.", "shell"),
        ("A sniper killed a man in Esk, the third this week.", "kill"),
        ("Yesterday's claim that Tarnian forces shelled Esk was false.", "shell"),
        ("Ostland on Wednesday approved the deployment of 50 observers.", "deploy"),
        ("Velk tanks left Esk at dawn.", "withdraw"),
        ("Esk was shelled from 18:20 till midnight.", "shell"),
        ("Esk and Dorrin were shelled within an hour.", "shell"),
        ("The shelling of Esk came after midnight.", "shell"),
        ("Velk fighters shelled Esk for the first time in nine days.", "shell"),
        ("Clashes broke out in the 7 July area of Esk.", "clash"),
        ("The road to Esk was closed an hour ago.", "close_route"),
        ("Under the agreement both sides must leave Esk within two weeks.", "withdraw"),
        ("The sides should meet every day, not once in two weeks.", "meet"),
    ],
)
def test_words_that_only_compare_count_or_tell_an_hour_give_no_day(text, act):
    assert when(text, act) == (None, None)


@pytest.mark.parametrize(
    ("text", "act", "start", "end"),
    [
        (
            "Tarnian forces will today at ten begin to withdraw from Esk.",
            "withdraw",
            "2031-03-13",
            "2031-03-13",
        ),
        ("The talks planned for this month may be postponed.", "negotiate", "2031-03-01", "2031-03-31"),
        (
            "On Monday a visit was given up because of shelling on the road.",
            "shell",
            "2031-03-10",
            "2031-03-10",
        ),
        (
            "On Monday two silos were damaged by fire caused by mortar shelling.",
            "shell",
            "2031-03-10",
            "2031-03-10",
        ),
        (
            "Tarnian forces shelled Esk on Monday while Ostland was praising them.",
            "support",
            "2031-03-10",
            "2031-03-10",
        ),
        ("Two men were killed when shells fell on Esk on Monday.", "kill", "2031-03-10", "2031-03-10"),
        (
            "Fighting near Esk has subsided since the truce took effect on 3 March.",
            "clash",
            "2031-03-03",
            None,
        ),
        (
            "No air strikes were carried out until the truce ended on 3 March.",
            "air_strike",
            None,
            "2031-03-03",
        ),
        ("Ten pieces left Esk on Monday. Five more left that day.", "withdraw", "2031-03-10", "2031-03-10"),
        (
            "Tarnian forces shelled Esk on Monday. Velk fighters had shelled Dorrin a day earlier.",
            "shell",
            "2031-03-09",
            "2031-03-09",
        ),
        ("Velk fighters shelled Esk on the fifth.", "shell", "2031-03-05", "2031-03-05"),
        ("In the reporting week Velk fighters shelled Esk.", "shell", "2031-03-07", "2031-03-13"),
        ("Last Friday Velk fighters shelled Esk.", "shell", "2031-03-07", "2031-03-07"),
        ("Last Wednesday Velk fighters shelled Esk.", "shell", "2031-03-05", "2031-03-05"),
        (
            "Velk fighters stormed Esk yesterday morning and in the evening shelled Dorrin.",
            "shell",
            "2031-03-12",
            "2031-03-12",
        ),
        ("Velk fighters took a hill after an overnight raid on Esk.", "attack", "2031-03-12", "2031-03-13"),
        (
            "Velk fighters shelled the 7 July neighbourhood of Esk on Monday.",
            "shell",
            "2031-03-10",
            "2031-03-10",
        ),
        ("Esk, 10 March - Velk fighters shelled Dorrin overnight.", "shell", "2031-03-12", "2031-03-13"),
        ("Tarnia has not left Esk since the agreement of 2 March.", "withdraw", "2031-03-02", None),
        ("Since the start of the truce on 2 March nine men have been killed.", "kill", "2031-03-02", None),
        ("Nobody has been killed since the start of the truce on 2 March.", "kill", "2031-03-02", None),
        (
            "Velk guns shelled Esk nine times since the truce began on 2 March, killing ten men.",
            "kill",
            "2031-03-02",
            None,
        ),
        (
            "Fighting broke out in Esk on Sunday and went on until Monday.",
            "clash",
            "2031-03-09",
            "2031-03-10",
        ),
        ("Shelling was heard in Esk all night.", "shell", "2031-03-12", "2031-03-13"),
        ("Nine men were killed in the week ending 9 March.", "kill", "2031-03-03", "2031-03-09"),
        ("Esk was calm on Thursday after overnight shelling.", "shell", "2031-03-12", "2031-03-13"),
        (
            "Two men were killed on Sunday when artillery shelling hit homes in Esk.",
            "shell",
            "2031-03-09",
            "2031-03-09",
        ),
        (
            "The Mission saw tanks at a heavy weapons holding area near Esk on 3 March.",
            "presence",
            "2031-03-03",
            "2031-03-03",
        ),
    ],
)
def test_words_of_time_reach_the_act_they_tell_of(text, act, start, end):
    assert when(text, act) == (start, end)


def test_what_enters_into_force_moves_nobody():
    acts = {
        claim.act.value
        for claim in claims("The truce entered into force on 3 March and Velk fighters left Esk.")
    }
    assert acts == {"withdraw"}
