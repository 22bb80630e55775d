from __future__ import annotations

from tests.reading.syntax.reading_of import Read


def test_present_for_past_and_a_list_of_verbs() -> None:
    read = Read("Regime forces shell Idlib, kill three")
    assert read.subject("shell") == ["Regime forces"]
    assert read.object("shell") == ["Idlib"]
    assert read.subject("kill") == ["Regime forces"]
    assert read.object("kill") == ["three"]


def test_a_verb_in_s_after_a_comma() -> None:
    read = Read("Army shells village, kills 3 civilians")
    assert read.object("kill") == ["3 civilians"]
    assert read.subject("kill") == ["Army"]


def test_a_passive_without_auxiliary() -> None:
    read = Read("Two soldiers killed, five wounded in eastern Ukraine")
    assert read.verb("kill").passive
    assert read.subject("kill") == ["Two soldiers"]
    assert read.verb("wound").passive
    assert read.subject("wound") == ["five"]


def test_an_elliptic_passive_after_and() -> None:
    read = Read("Two soldiers were killed and five others wounded when a mine exploded.")
    assert read.verb("wound").passive
    assert read.subject("wound") == ["five others"]


def test_strikes_of_a_country_are_no_verb_before_another() -> None:
    read = Read("Israel strikes kill 23 in Gaza")
    assert read.subject("kill") == ["Israel strikes"]
    assert read.object("kill") == ["23"]


def test_an_event_in_the_plural_targets_places() -> None:
    read = Read("Airstrikes target several areas in the countryside of Sanaa")
    assert read.subject("target") == ["Airstrikes"]


def test_two_headlines_in_one_line() -> None:
    read = Read("Factions escalate targeting the camp, warplanes intensify their strikes")
    assert read.subject("intensify") == ["warplanes"]
    assert read.subject("target") == ["Factions"]
