"""The reviewer's desk in a terminal, played with keys, and its commands for scripts."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time

import click
import pytest
from click.testing import CliRunner
from tests.cli.test_claims import claims_of, standing

from truceline.cli.main import app

TEXT = (
    "The Southern Force shelled the River strip on 14 January 2030.\n\n"
    "The Northern Force shelled the River strip on 13 January 2030.\n"
)


@pytest.fixture
def desk(own_river, tmp_path):
    """The river case with a report of two shellings, read and kept."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    args = ["read", str(own_river), str(path), "--published", "2030-01-15", "--source", "miller", "--keep"]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0, done.output
    return own_river


def play(folder, keys, *args):
    args = ["claims", str(folder), "review", "--by", "ann", *args]
    done = CliRunner().invoke(app, args, input=keys)
    assert done.exit_code == 0, done.output
    return done


def stand(run, folder):
    return [claim["status"] for claim in claims_of(run, folder, "--document", "report.txt")]


def test_the_first_claim_is_shown_with_its_words_slots_and_keys(desk):
    shown = " ".join(play(desk, "q").stdout.split())
    assert "Claim 1 of 2, 2 still proposed; this one proposed" in shown
    assert "The Southern Force [shelled] the River strip" in shown
    assert "The Northern Force shelled the River strip" in shown
    assert "who Southern Force (south)" in shown
    assert "why act:shell" in shown
    assert "a accept" in shown


def test_a_accepts_and_goes_on_r_rejects(run, desk):
    done = play(desk, "arq")
    assert stand(run, desk) == ["accepted", "rejected"]
    assert "All are decided" in done.stdout
    assert done.stderr.endswith("2 decided, 0 still proposed\n")
    (first, _) = claims_of(run, desk, "--document", "report.txt")
    assert first["decided_by"] == "ann"
    assert first["decided_at"]


def test_j_and_k_and_the_arrows_move_and_stop_at_the_ends(desk):
    for keys in ("jjkkq", "\x20q", "kq"):
        assert "Claim 1 of 2" in play(desk, keys).stdout
    assert "Claim 2 of 2" in play(desk, "jq").stdout


def test_u_takes_back_what_was_decided(run, desk):
    done = play(desk, "auq")
    assert stand(run, desk) == ["proposed", "proposed"]
    assert "undone" in done.stdout
    assert "nothing to undo" in play(desk, "uq").stdout


def test_e_puts_a_corrected_claim_in_its_place(run, desk):
    done = play(desk, 'ewho="Northern Force" norms=no-shelling\nq')
    assert "corrects" in done.stdout
    assert sorted(stand(run, desk)) == ["accepted", "proposed", "superseded"]
    assert "Northern Force (north)" in done.stdout


def test_an_edit_is_undone_too(run, desk):
    play(desk, "ewho=mission\nuaq")
    assert sorted(stand(run, desk)) == ["accepted", "proposed", "withdrawn"]


def test_a_wrong_edit_says_why_and_an_empty_one_does_nothing(run, desk):
    assert "no place is known as 'Nowhereville'" in play(desk, "ewhere=Nowhereville\nq").stdout
    assert "No closing quotation" in play(desk, 'ewho="x\nq').stdout
    play(desk, "e\nq")
    assert stand(run, desk) == ["proposed", "proposed"]


def test_s_shows_what_accepting_would_change_and_stores_nothing(run, desk):
    shown = play(desk, "sq", "--as-of", "2030-01-14").stdout
    assert "If accepted, as of 14 Jan 2030" in shown
    assert "no-shelling" in shown
    assert "For / against" in shown
    assert stand(run, desk) == ["proposed", "proposed"]
    assert "If accepted, as of 15 Jan 2030" in play(desk, "sq").stdout


def test_a_change_of_status_is_named(run, desk):
    shelled = [claim["label"] for claim in claims_of(run, desk) if claim["label"] == "shelling-at-the-ford"]
    run("claims", desk, "reject", *shelled, "--by", "ann")
    play(desk, "egrade=A1\nq")
    run("claims", desk, "accept", claims_of(run, desk, "--status", "accepted")[-1]["claim_id"], "--by", "ann")
    assert standing(run, desk) == "breached"


def test_other_keys_and_the_end_of_input_do_no_harm(run, desk):
    assert "no such key: 'z'" in play(desk, "zq").stdout
    play(desk, "")
    assert stand(run, desk) == ["proposed", "proposed"]


def test_a_reason_is_kept_with_every_decision(run, desk):
    play(desk, "aq", "--why", "read twice", "--document", "report.txt")
    (first, _) = claims_of(run, desk, "--document", "report.txt")
    assert "accepted by ann: read twice" in run("claims", desk, "show", first["claim_id"]).stdout


def test_an_empty_pile_is_told(run, desk):
    play(desk, "aaq")
    assert run("claims", desk, "review", "--by", "ann").stderr == "no claim is waiting for a decision\n"


def test_wrong_options_are_told(run, desk):
    assert run("claims", desk, "review", "--as-of", "soon").exit_code == 2
    assert "no document is called 'x'" in run("claims", desk, "review", "--document", "x").stderr


@pytest.mark.parametrize(("error", "code"), [(EOFError(), 0), (OSError(6, "no tty"), 2)])
def test_without_a_keyboard_it_ends(run, desk, monkeypatch, error, code):
    def gone():
        raise error

    monkeypatch.setattr(click, "getchar", gone)
    done = run("claims", desk, "review", "--by", "ann")
    assert done.exit_code == code
    assert ("needs a terminal" in done.stderr) == (code == 2)


def test_it_works_on_a_real_terminal(run, desk):
    """A pseudo-terminal: keys arrive one by one, without a line's end."""
    leader, follower = pty.openpty()
    args = [sys.executable, "-m", "truceline.cli.main", "claims", str(desk), "review", "--by", "ann"]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(args, stdin=follower, stdout=follower, stderr=follower, env=env)
    os.close(follower)
    try:
        assert b"\x1b[" in _until(leader, b"q quit", 30)
        for key, wanted in ((b"a", b"Claim 2 of 2"), (b"r", b"All are decided"), (b"q", b"0 still proposed")):
            _press(leader, key, wanted)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(leader)
    assert stand(run, desk) == ["accepted", "rejected"]


def _press(terminal, key, wanted):
    """Press until it is heard: what is typed before a claim is shown is dropped, and should be."""
    for _ in range(15):
        os.write(terminal, key)
        if wanted in _until(terminal, wanted, 2):
            return
    pytest.fail(f"{key!r} brought no {wanted!r}")


def _until(terminal, wanted, patience_s):
    shown, end = b"", time.monotonic() + patience_s
    while wanted not in shown and time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # it has closed its end
                break
    return shown


# For scripts -----------------------------------------------------------------------------------------


def test_all_claims_of_a_document_are_decided_at_once_with_a_reason(run, desk):
    first = claims_of(run, desk, "--document", "report.txt")[0]["claim_id"]
    run("claims", desk, "reject", first, "--by", "ann")
    said = run("claims", desk, "accept", "--all", "--document", "report.txt", "--why", "seen", "--by", "ann")
    assert said.stderr.count("accepted by ann") == 1
    assert stand(run, desk) == ["rejected", "accepted"]
    again = run("claims", desk, "accept", "--all", "--document", "report.txt", "--why", "seen", "--by", "ann")
    assert again.stderr == "no claim of it is still proposed\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "ID: name the claims, or give --all with --document"),
        (["--all", "--why", "x"], "--all: goes with --document"),
        (["--all", "--document", "report.txt"], "--why: a decision on all claims at once needs a reason"),
        (["--all", "--document", "report.txt", "--why", "x", "north-accepts"], "--all: goes without names"),
        (["north-accepts", "--document", "report.txt"], "--document: goes with --all"),
    ],
)
def test_half_an_order_is_refused(run, desk, args, told):
    said = run("claims", desk, "reject", *args, "--by", "ann")
    assert said.exit_code == 2
    assert told in said.stderr


def test_a_claim_is_corrected_from_the_command_line(run, desk):
    first = claims_of(run, desk, "--document", "report.txt")[0]["claim_id"]
    said = run("claims", desk, "edit", first[:8], "when=2030-01-12", "--why", "misread", "--by", "ann")
    assert said.exit_code == 0, said.output
    assert "accepted by ann" in said.stderr
    (made,) = claims_of(run, desk, "--document", "report.txt", "--status", "accepted")
    assert (made["supersedes"], made["time"]["start"]) == (first, "2030-01-12")
    assert "accepted by ann: misread" in run("claims", desk, "show", made["claim_id"]).stdout
    said = run("claims", desk, "edit", made["claim_id"], "when=2030-01-11", "--propose", "--by", "ann")
    assert "proposed by ann" in said.stderr


def test_a_wrong_correction_is_told_with_the_fields_there_are(run, desk):
    said = run("claims", desk, "edit", "north-accepts", "colour=red", "--by", "ann")
    assert said.exit_code == 2
    assert "colour: is no field of a claim (allowed: who, whom" in said.stderr


def test_show_gives_the_words_in_context_and_why(run, desk):
    first = claims_of(run, desk, "--document", "report.txt")[0]["claim_id"]
    shown = run("claims", desk, "show", first).stdout
    assert "The Southern Force [shelled] the River strip on 14 January 2030. The Northern Force" in shown
    assert "act:shell" in shown
    assert "read by" in shown
