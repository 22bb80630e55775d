from __future__ import annotations

import json

from truceline.cli.explain import laid_out

DAY = ("--as-of", "2030-01-16")


def test_the_proof_is_told_down_to_the_claims(run, river, golden):
    shown = run("explain", river, "guns-out", *DAY)
    assert shown.exit_code == 0, shown.stderr
    assert "[south-guns-stay]" in shown.stdout
    golden("explain.txt", shown.stdout)


def test_one_party_s_share_can_be_told_alone(run, river, golden):
    shown = run("explain", river, "guns-out", "--party", "north", *DAY)
    assert "south-guns-stay" not in shown.stdout
    golden("explain-party.txt", shown.stdout)


def test_a_promise_owed_jointly_is_told_whole(run, river):
    shown = run("explain", river, "no-shelling", "--party", "north", *DAY)
    assert shown.exit_code == 0
    assert "jointly" in shown.stdout


def test_a_party_that_owes_nothing_is_bad_input(run, river):
    shown = run("explain", river, "guns-out", "--party", "mission", *DAY)
    assert shown.exit_code == 2
    assert "mission owes nothing under guns-out (allowed: north, south)" in shown.stderr


def test_a_norm_of_a_text_left_out_is_bad_input(run, river):
    shown = run("explain", river, "guns-out", "--instruments", "more-time", *DAY)
    assert shown.exit_code == 2
    assert "leaves out truce, where guns-out stands" in shown.stderr


def test_a_misspelt_norm_is_answered_with_its_neighbour(run, river):
    shown = run("explain", river, "gunsout", *DAY)
    assert shown.exit_code == 2
    assert "did you mean guns-out?" in shown.stderr


def test_json_is_the_status_with_its_proof(run, river):
    shown = run("explain", river, "guns-out", *DAY, "--format", "json")
    assert json.loads(shown.stdout)["norm"] == "guns-out"


def test_long_lines_break_under_their_own_indent():
    told = laid_out("head\n    * a long line that has to be broken", 20)
    assert told.splitlines() == ["head", "    * a long line", "      that has to be", "      broken"]


def test_a_wrong_norm_is_told_as_the_argument_it_is_with_what_it_could_be(run, river):
    shown = run("explain", river, "nope", *DAY)
    assert shown.exit_code == 2
    assert shown.stderr.startswith("error: NORM: no assessed norm is called 'nope'")
    assert "allowed: guns-out, " in shown.stderr
    assert "--norm" not in shown.stderr
