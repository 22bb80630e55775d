"""Who may be named: after an inquiry or by a rule, with a basis, and once the party could reply."""

from __future__ import annotations

from datetime import date

import pytest
from tests.mechanism.conftest import enter, open_case
from tests.publish.release.world import ground, public, shelling

from truceline.publish.release.naming import attributed, is_released
from truceline.publish.release.rules import Naming, Rules

TOLD = {
    "incident": "shell-1",
    "party": "south",
    "basis": "The mission saw the craters.",
    "told_on": date(2030, 2, 1),
}


def entry(rules: Rules, **changes):
    return public([shelling(1, **changes)], rules=rules).now.violations[0]


def test_nobody_is_named_where_nothing_says_so():
    told = entry(Rules())
    assert (told.committed_by, told.participants, told.answerable) == ((), (), ())
    assert told.bearing == "breach"
    facts = public([shelling()])
    assert facts.released is not None
    assert facts.released.unnamed == 1


def test_a_rule_names_with_its_basis():
    told = entry(Rules(named=(Naming(**TOLD),)))
    assert (told.committed_by, told.participants, told.answerable) == (("south",), ("south",), ("mission",))
    assert told.reason == TOLD["basis"]


@pytest.mark.parametrize(
    "changed",
    [{"told_on": date(2030, 2, 26)}, {"party": "north"}, {"incident": "another"}],
)
def test_a_rule_names_nobody_too_early_nobody_else_and_nothing_else(changed):
    assert entry(Rules(named=(Naming(**TOLD | changed),))).committed_by == ()


def test_who_has_replied_is_waited_for_no_longer():
    early = {"told_on": date(2030, 2, 28), "replied": True}
    assert entry(Rules(named=(Naming(**TOLD | early),))).committed_by == ("south",)


def test_a_rule_names_nobody_of_whom_it_is_only_claimed():
    rules = Rules(named=(Naming(**TOLD),))
    assert entry(rules, attribution_grade="claimed").committed_by == ()
    assert entry(rules, attribution_grade="assessed").committed_by == ("south",)
    strict = Rules(named=(Naming(**TOLD),), grades=("confirmed",))
    assert entry(strict, attribution_grade="assessed").committed_by == ()


def test_a_rule_may_name_by_the_incident_s_handle():
    rules = Rules(named=(Naming(**TOLD | {"incident": "ford-3"}),))
    assert entry(rules, incident="ford-3").committed_by == ("south",)


@pytest.fixture
def inquiry(tmp_path):
    """An inquiry that was concluded, and whoever is named has replied."""

    def made(finding: str = "verified", *, publish: bool = True):
        case = open_case(tmp_path / finding)
        case.ledger._clock.at = case.ledger._clock.at.replace(day=22)
        alleged = {"incident": "ford-3", "what": "shell", "on": "2030-01-20", "text": "Shells."}
        enter(case, "north-liaison", "allege", **alleged, accused="south")
        enter(case, "mission-verifier", "take_up", incident="ford-3")
        found = {"incident": "ford-3", "finding": finding, "basis": "Craters.", "attributed_to": "south"}
        enter(case, "mission-verifier", "conclude", **found)
        enter(case, "south-liaison", "answer_to", incident="ford-3", text="No.")
        if publish:
            enter(case, "publisher", "publish", incident="ford-3")
        return case.mechanism.record().matters["inquiry", "ford-3"]

    return made


def test_a_finding_that_was_verified_and_released_names(inquiry):
    held = inquiry()
    assert is_released(held)
    assert attributed(held) == "south"
    claim = shelling(incident="ford-3")
    facts = public([claim], matters={("inquiry", "ford-3"): held})
    assert facts.now.violations[0].committed_by == ("south",)


def test_a_finding_that_was_not_released_or_not_verified_names_nobody(inquiry):
    for held in (inquiry(publish=False), inquiry("accidental")):
        assert attributed(held) is None
        told = public([shelling(incident="ford-3")], matters={("inquiry", "ford-3"): held}).now.violations[0]
        assert told.committed_by == ()


def test_a_stranger_to_the_agreement_is_never_named():
    claim = shelling(actor=({"text": "a", "party": "south"}, {"text": "b", "party": "nobody-we-know"}))
    rules = Rules(named=(Naming(**TOLD), Naming(**TOLD | {"party": "nobody-we-know"})))
    assert public([claim], rules=rules).now.violations[0].committed_by == ("south",)
    assert ground([claim]).parties(("nobody-we-know", "north")) == ("north",)
