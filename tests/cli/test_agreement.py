from __future__ import annotations

import json
from pathlib import Path

import pytest

from truceline.agreement.model import Agreement
from truceline.case.bundles import available


def test_an_agreement_that_holds_passes_with_its_weak_spots_named(run, tiny, golden, monkeypatch):
    monkeypatch.chdir(tiny.parent)  # lines break by the length of the path as it was given
    tiny = Path("tiny")
    shown = run("agreement", "check", tiny / "agreement.yaml")
    assert shown.exit_code == 0, shown.stderr
    golden("check.txt", shown.stdout)


def test_a_test_that_does_not_hold_fails_the_check_and_says_why(run, tmp_path, tiny):
    path = tmp_path / "agreement.yaml"
    text = (tiny / "agreement.yaml").read_text()
    path.write_text(text.replace("{standing: not_made}", "{standing: made}"))
    shown = run("agreement", "check", path)
    assert shown.exit_code == 1
    assert "FAILS line-drawn: not made is no breach" in shown.stdout
    assert "standing: expected made, found not_made" in shown.stdout
    assert shown.stderr == "error: 1 of the 7 tests in the agreement do not hold\n"


def test_all_tests_can_be_shown(run, tiny):
    shown = run("agreement", "check", tiny / "agreement.yaml", "--all")
    assert shown.stdout.count("holds ") == 7


def test_strict_fails_on_a_warning(run, tiny):
    shown = run("agreement", "check", tiny / "agreement.yaml", "--strict")
    assert shown.exit_code == 1
    assert "warnings" in shown.stderr


def test_a_check_as_json_has_tests_and_warnings(run, tiny):
    found = json.loads(run("agreement", "check", tiny / "agreement.yaml", "--format", "json").stdout)
    assert found["format"] == "truceline/check/1"
    assert all(test["holds"] for test in found["tests"])
    assert {"file", "line", "field", "message", "allowed"} == set(found["warnings"][0])


def test_a_case_folder_stands_for_its_agreement(run, river):
    shown = run("agreement", "show", river)
    assert shown.stdout.startswith("Truce of the River")


def test_an_agreement_is_shown_paragraph_by_paragraph(run, tiny, golden):
    golden("agreement.txt", run("agreement", "show", tiny / "agreement.yaml").stdout)


def test_an_agreement_as_json_reads_back(run, tiny):
    shown = run("agreement", "show", tiny / "agreement.yaml", "--format", "json")
    assert Agreement.model_validate_json(shown.stdout).id == "river-2030"


def test_bundled_agreements_are_listed(run):
    shown = run("agreement", "list")
    assert shown.exit_code == 0
    for name in available():
        assert name in shown.stdout


@pytest.mark.parametrize("bundle", available())
def test_bundled_agreements_hold(run, bundle):
    shown = run("agreement", "check", bundle)
    assert shown.exit_code == 0, shown.output


def test_a_name_that_is_nothing_is_answered_with_the_bundled_ids(run):
    shown = run("agreement", "check", "atlantis")
    assert shown.exit_code == 2
    assert "there is no such file, and no bundled agreement is called 'atlantis'" in shown.stderr


def test_a_check_says_what_it_was_asked_to_check_and_what_that_is(run, river):
    shown = run("agreement", "check", river)
    assert f"{river}, agreement river-2030:" in " ".join(shown.stdout.split())
    found = json.loads(run("agreement", "check", river, "--format", "json").stdout)
    assert (found["target"], found["agreement"]) == (str(river), "river-2030")
