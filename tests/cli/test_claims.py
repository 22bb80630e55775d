from __future__ import annotations

import json

import pytest

from truceline.evidence.claim import Claim

DAY = ("--as-of", "2030-01-16")


def claims_of(run, folder, *args):
    return json.loads(run("claims", folder, "list", *args, "--format", "json").stdout)["claims"]


def standing(run, folder, norm="no-shelling"):
    return json.loads(run("explain", folder, norm, *DAY, "--format", "json").stdout)["standing"]


def test_claims_are_listed_with_source_grade_and_status(run, river, golden):
    golden("claims.txt", run("claims", river, "list").stdout)


def test_the_list_can_be_narrowed(run, river):
    assert [c["label"] for c in claims_of(run, river, "--source", "miller")] == ["shelling-unclaimed"]
    about = [c["label"] for c in claims_of(run, river, "--norm", "guns-out")]
    assert about == ["north-accepts", "south-refuses"]
    assert claims_of(run, river, "--status", "withdrawn") == []


def test_json_lines_can_be_imported_again(run, river, tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text(run("claims", river, "list", "--format", "jsonl").stdout)
    assert len([Claim.model_validate_json(line) for line in path.read_text().splitlines()]) == 6
    again = run("import", river, path, "--recorded", "stated", "--dry-run", "--format", "json")
    (report,) = json.loads(again.stdout)["imports"]
    assert (report["added"], report["already_there"]) == (0, 6)


def test_one_claim_is_shown_with_all_that_is_known_of_it(run, river, golden):
    golden("claim.txt", run("claims", river, "show", "shelling-at-the-ford").stdout)


def test_a_claim_shown_as_json_is_the_claim(run, river):
    shown = run("claims", river, "show", "south-refuses", "--format", "json")
    assert Claim.model_validate_json(shown.stdout).act == "refuse"


@pytest.mark.parametrize(("verb", "status"), [("reject", "rejected"), ("withdraw", "withdrawn")])
def test_a_claim_decided_against_bears_on_nothing(run, own_river, verb, status):
    assert standing(run, own_river) == "breached"
    decided = run("claims", own_river, verb, "shelling-at-the-ford", "--by", "verifier", "--why", "misprint")
    assert decided.exit_code == 0, decided.stderr
    assert [c["label"] for c in claims_of(run, own_river, "--status", status)] == ["shelling-at-the-ford"]
    assert standing(run, own_river) == "presumed_kept"


def test_a_decision_is_kept_with_who_and_why_and_can_be_turned_round(run, own_river):
    run("claims", own_river, "reject", "shelling-at-the-ford", "--by", "verifier", "--why", "a misprint")
    run("claims", own_river, "accept", "shelling-at-the-ford", "--by", "editor", "--why", "no misprint")
    shown = run("claims", own_river, "show", "shelling-at-the-ford").stdout
    assert "rejected by verifier: a misprint" in shown
    assert "accepted by editor: no misprint" in shown
    assert standing(run, own_river) == "breached"


def test_several_claims_are_decided_at_once_or_none(run, own_river):
    wrong = run("claims", own_river, "reject", "north-accepts", "nobody-said-it", "--by", "verifier")
    assert wrong.exit_code == 2
    assert claims_of(run, own_river, "--status", "rejected") == []
    run("claims", own_river, "reject", "north-accepts", "south-refuses", "--by", "verifier")
    assert len(claims_of(run, own_river, "--status", "rejected")) == 2


def test_a_decision_that_changes_nothing_is_not_recorded(run, own_river):
    said = run("claims", own_river, "accept", "north-accepts", "--by", "verifier")
    assert (said.exit_code, said.stderr) == (0, "north-accepts was accepted already\n")
    assert "verifier" not in run("claims", own_river, "show", "north-accepts").stdout


def test_without_by_the_login_name_decides(run, own_river, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "login-name")
    assert "by login-name" in run("claims", own_river, "reject", "north-accepts").stderr


def test_a_user_without_a_name_must_say_who_decides(run, own_river, monkeypatch):
    def nameless():
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    said = run("claims", own_river, "reject", "north-accepts")
    assert said.exit_code == 2
    assert "--by" in said.stderr


def test_an_unknown_claim_is_answered_with_its_neighbour(run, river):
    said = run("claims", river, "show", "north-accept")
    assert said.exit_code == 2
    assert "did you mean north-accepts?" in said.stderr


def test_a_norm_or_source_that_nobody_named_is_refused_and_not_shown_as_none(run, river):
    for option in ("--norm", "--source"):
        found = run("claims", river, "list", option, "nope")
        assert found.exit_code == 2
        assert f"{option}: no" in found.stderr
    assert run("issues", river, "--kind", "nope").exit_code == 2


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_bringing_back_what_was_decided_against_needs_a_reason(run, own_river, verb):
    run("claims", own_river, verb, "shelling-at-the-ford", "--by", "verifier", "--why", "a misprint")
    for why in ([], ["--why", "  "]):
        said = run("claims", own_river, "accept", "north-accepts", "shelling-at-the-ford", *why)
        assert said.exit_code == 2
        assert "--why: shelling-at-the-ford was" in said.stderr
        assert standing(run, own_river) == "presumed_kept"
    said = run("claims", own_river, "accept", "shelling-at-the-ford", "--why", "the page was reprinted")
    assert said.exit_code == 0, said.stderr
    assert standing(run, own_river) == "breached"
