"""`truceline mechanism` from outside: keys, acts from options and files, and what is shown of them."""

from __future__ import annotations

import json

import pytest

from truceline.mechanism.kinds import KINDS

SEND = (
    "--to",
    "south",
    "--subject",
    "Firing at the ford",
    "--text",
    "Who fired?",
    "--made-at",
    "2030-01-14T08:00Z",
)
FILE = """format: truceline/acts/1
acts:
  - kind: send
    message: m-1
    to: south
    subject: Firing at the ford
    text: Who fired?
    made_at: 2030-01-14T08:00:00Z
  - kind: send
    message: m-2
    to: {to}
    subject: Convoy
    text: Tomorrow at nine.
    sensitivity: secret
    made_at: 2030-01-14T09:00:00Z
"""


@pytest.fixture
def posts(run, own_river, tmp_path, monkeypatch):
    """The river case, in which both cells have a key that it trusts; the year is long past 2030."""
    from truceline.ledger.store import Ledger

    monkeypatch.setattr(Ledger, "now", property(lambda _: _moment("2030-02-01T00:00:00+00:00")))
    for party in ("north", "south"):
        key = run("keys", "new", tmp_path / f"{party}.key", "--name", f"{party}-liaison").stdout.strip()
        given = ("--name", f"{party}-liaison", "--role", "liaison", "--party", party, "--since", "2030-01-01")
        done = run("keys", "trust", own_river, key, *given)
        assert done.exit_code == 0, done.output
    return own_river, tmp_path


def _moment(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


@pytest.fixture
def mechanism(run, posts):
    """Run a command of the mechanism on the river case: `mechanism("send", "m-1", ..., key="north")`."""
    folder, keys = posts

    def call(name, *args, key=None):
        signed = ("--key", keys / f"{key}.key") if key else ()
        return run("mechanism", name, folder, *args, *signed)

    return call


def test_an_act_is_signed_entered_and_shown(mechanism, golden):
    done = mechanism("send", "m-1", *SEND, key="north")
    assert done.exit_code == 0, done.output
    assert "north sends south the message m-1: Firing at the ford." in done.stderr
    assert "1 act entered" in done.stderr
    golden("mechanism-show.txt", mechanism("show").stdout)


def test_one_matter_is_shown_with_its_acts(mechanism):
    mechanism("send", "m-1", *SEND, key="north")
    mechanism("acknowledge", "m-1", "--made-at", "2030-01-14T10:00Z", key="south")
    shown = mechanism("show", "message", "m-1").stdout
    assert shown.startswith("message m-1: acknowledged\nnorth to south: Firing at the ford\n")
    assert "south-liaison (south)  acknowledge" in shown


def test_what_was_known_earlier_is_shown_as_it_was(mechanism):
    stated = ("--recorded", "stated")
    mechanism("send", "m-1", *SEND, *stated, key="north")
    mechanism("acknowledge", "m-1", "--made-at", "2030-01-16T10:00Z", *stated, key="south")
    shown = json.loads(mechanism("show", "--known-at", "2030-01-15", "--format", "json").stdout)
    assert [one["state"] for one in shown["matters"]] == ["sent"]


def test_an_act_that_is_not_allowed_is_refused_with_those_that_are(mechanism):
    mechanism("send", "m-1", *SEND, key="north")
    done = mechanism("close", "m-1", key="north")
    assert done.exit_code == 2
    assert "message m-1 is sent: it cannot close (allowed: deliver, acknowledge, answer)" in done.stderr


def test_wrong_options_are_told_by_their_names(mechanism):
    done = mechanism("send", "M 1", *SEND, "--about", "nothing", key="north")
    assert done.exit_code == 2
    assert "--message: " in done.stderr
    assert mechanism("send", "m-1", *SEND, "--made-at", "soon", key="north").exit_code == 2


def test_an_act_needs_a_key_that_the_case_trusts(run, posts, mechanism):
    assert "name the key file" in mechanism("send", "m-1", *SEND).stderr
    _, keys = posts
    run("keys", "new", keys / "x.key", "--name", "x")
    done = mechanism("send", "m-1", *SEND, key="x")
    assert done.exit_code == 2
    assert "the case trusts no such key (x) at 2030-01-14" in done.stderr


def test_a_file_of_acts_is_entered_whole_or_not_at_all(mechanism, tmp_path):
    path = tmp_path / "acts.yaml"
    path.write_text(FILE.format(to="west"))
    done = mechanism("enter", path, key="north")
    assert done.exit_code == 2
    assert f"{path}:9: to: 'west' is no other party of the agreement (allowed: south, mission)" in done.stderr
    assert mechanism("show").stdout == "No matter is on record.\n"
    path.write_text(FILE.format(to="south"))
    assert "2 acts would be entered" in mechanism("enter", path, "--dry-run", key="north").stderr
    assert "2 acts entered" in mechanism("enter", path, key="north").stderr
    assert "0 acts entered, 2 there already" in mechanism("enter", path, key="north").stderr


def test_acts_of_a_file_that_nobody_signed_are_refused(mechanism, tmp_path):
    path = tmp_path / "acts.yaml"
    common = "    agreement: river-2030\n    party: north\n    signer: north-liaison\n"
    path.write_text(FILE.format(to="south").replace("    to:", common + "    to:"))
    done = mechanism("enter", path)
    assert done.exit_code == 2
    assert done.stderr.count("the act is not signed: give --key") == 2


def test_what_one_cell_signed_the_other_enters(mechanism, tmp_path):
    path, signed = tmp_path / "acts.yaml", tmp_path / "signed.jsonl"
    path.write_text(FILE.format(to="south"))
    signed.write_text(mechanism("sign", path, key="north").stdout)
    assert mechanism("show").stdout == "No matter is on record.\n"
    assert "2 acts entered" in mechanism("enter", signed).stderr
    assert mechanism("acts", "--secret", "--format", "jsonl").stdout == signed.read_text()


def test_secret_matters_are_left_out_unless_asked(mechanism, tmp_path):
    path = tmp_path / "acts.yaml"
    path.write_text(FILE.format(to="south"))
    mechanism("enter", path, key="north")
    for shown in (mechanism("show"), mechanism("acts"), mechanism("show", "--format", "json")):
        assert "m-2" not in shown.stdout
        assert "1 secret, left out" in shown.stderr
    assert "m-2" in mechanism("show", "--secret").stdout


def test_acts_are_listed_and_checked(mechanism):
    assert mechanism("acts").stdout == "No act is on record.\n"
    mechanism("send", "m-1", *SEND, key="north")
    assert "north-liaison (north)  send" in mechanism("acts").stdout
    (one,) = json.loads(mechanism("acts", "--format", "json").stdout)["acts"]
    assert one["deed"]["text"] == "Who fired?"
    done = mechanism("check")
    assert (done.exit_code, done.stderr) == (0, "1 act: every signature holds, every act could be made\n")


def test_an_act_whose_key_turns_out_to_be_another_side_s_is_found(run, posts, mechanism):
    mechanism("send", "m-1", *SEND, key="north")
    folder, keys = posts
    key = json.loads(run("keys", "show", keys / "north.key", "--format", "json").stdout)["key"]
    run("keys", "trust", folder, key, "--name", "north-liaison", "--role", "liaison", "--party", "south")
    done = mechanism("check")
    assert done.exit_code == 1
    assert "1 of 1 act do not hold" in done.stderr
    assert "a key is one side's" in " ".join(done.stdout.split())
    assert "warning: 1 act left out" in mechanism("show").stderr


def test_an_unknown_sort_or_name_is_answered_with_its_neighbours(mechanism):
    mechanism("send", "m-1", *SEND, key="north")
    assert "did you mean message?" in mechanism("show", "mesage").stderr
    assert "no message is called 'm-7' (allowed: m-1)" in mechanism("show", "message", "m-7").stderr
    assert "name one matter" in mechanism("show", "message", "a", "b").stderr


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_command_and_every_option_its_help(run, kind):
    shown = run("mechanism", kind.replace("_", "-"), "--help")
    assert shown.exit_code == 0
    assert "  --key FILE" in shown.stdout


@pytest.mark.parametrize("document", ["deed", "acts", "matters", "acts-shown"])
def test_the_schemas_are_published(run, document):
    assert json.loads(run("schema", document).stdout)["$schema"]
