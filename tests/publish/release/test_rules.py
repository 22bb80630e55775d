"""The settings of a case's releases: strict, and never below what the program demands."""

from __future__ import annotations

from datetime import date

import pytest
from tests.publish.release.world import AGREEMENT

from truceline.errors import InputError
from truceline.evidence.claim import AttributionGrade
from truceline.publish.release.rules import SETTINGS, Rules, rules_of

WHOLE = """
format: truceline/release/1
delay_hours: 96
town_km: 3
open_km: 10
least: 5
reply_days: 14
grades: [confirmed]
families: [ministry]
licences: [CC-BY-4.0]
named:
  - incident: ford-3
    party: south
    basis: The mission's team saw the craters.
    told_on: 2030-02-01
    replied: true
"""


def read(folder, text: str) -> Rules:
    (folder / SETTINGS).write_text(text, encoding="utf-8")
    return rules_of(folder, AGREEMENT)


def test_without_a_file_the_plain_rules_hold(tmp_path):
    rules = rules_of(tmp_path, AGREEMENT)
    assert (rules.delay_hours, rules.town_km, rules.open_km, rules.least) == (72, 2.0, 5.0, 3)
    assert rules.names(AttributionGrade.ASSESSED)
    assert not rules.names(AttributionGrade.CLAIMED)


def test_a_whole_file_is_read(tmp_path):
    rules = read(tmp_path, WHOLE)
    assert rules.delay_hours == 96
    assert rules.families == ("ministry",)
    assert rules.named[0].told_on == date(2030, 2, 1)
    assert not rules.names(AttributionGrade.ASSESSED)


@pytest.mark.parametrize(
    ("line", "wrong", "told"),
    [
        (3, "delay_hours: 24", "delay_hours"),
        (4, "town_km: 0.5", "town_km"),
        (5, "open_km: 1", "open_km"),
        (6, "least: 1", "least"),
        (7, "reply_days: 0", "reply_days"),
        (8, "grades: [claimed]", "grades"),
    ],
)
def test_no_rule_can_be_made_weaker_and_the_error_names_its_line(tmp_path, line, wrong, told):
    lines = WHOLE.splitlines()
    lines[line - 1] = wrong
    with pytest.raises(InputError) as refused:
        read(tmp_path, "\n".join(lines))
    (problem,) = refused.value.problems
    assert problem.file.endswith(SETTINGS)
    assert problem.line == line
    assert told in problem.field


def test_an_unknown_key_is_told_with_those_that_are_allowed(tmp_path):
    with pytest.raises(InputError) as refused:
        read(tmp_path, "format: truceline/release/1\ndelay_hour: 96\n")
    (problem,) = refused.value.problems
    assert problem.line == 2
    assert "delay_hours" in str(problem)


def test_a_party_that_the_agreement_does_not_know_is_told_with_those_it_does(tmp_path):
    with pytest.raises(InputError) as refused:
        read(tmp_path, WHOLE.replace("party: south", "party: west"))
    (problem,) = refused.value.problems
    assert (problem.line, problem.allowed) == (13, ("north", "south", "mission"))


@pytest.mark.parametrize("text", ["delay_hours: 96\n", "format: truceline/release/9\n"])
def test_a_file_says_which_format_it_is_in(tmp_path, text):
    with pytest.raises(InputError, match="truceline/release/1"):
        read(tmp_path, text)


def test_yaml_that_repeats_itself_is_refused(tmp_path):
    with pytest.raises(InputError, match="given twice"):
        read(tmp_path, WHOLE + "least: 4\n")


def test_the_example_of_the_how_to_page_is_a_file_that_can_be_read(tmp_path, root):
    page = (root / "docs" / "how-to" / "publish-safely.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    rules = read(tmp_path, example)
    plain = Rules()
    for name in ("delay_hours", "town_km", "open_km", "least", "reply_days", "grades"):
        assert getattr(rules, name) == getattr(plain, name)
    assert set(Rules.model_fields) == {line.split(":")[0] for line in example.splitlines() if line[:1] != " "}
