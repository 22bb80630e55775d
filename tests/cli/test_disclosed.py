"""What is not public leaves a case, or is looked at, only once the ledger has it."""

from __future__ import annotations

import hashlib
import json

import pytest

from truceline.errors import CaseError
from truceline.ledger.disclosures import Outlet, Reserved
from truceline.ledger.store import Ledger

CANARY = "the mill of Zinnia Quetzal"


def left(folder):
    """What the case's ledger says of rows that left."""
    return [(one.outlet, one.rows, one.by) for one in Ledger.open(folder / "ledger.sqlite").disclosures()]


def last_digest(folder):
    return Ledger.open(folder / "ledger.sqlite").disclosures()[-1].sha256


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def brought(run, own_river, tmp_path, tiny_claims):
    """Bring a claim of the river in once more, under another name and as sensitive as is said."""

    def bring(*sensitivities):
        for number, sensitivity in enumerate(sensitivities):
            told = json.loads(tiny_claims[0])
            told |= {"label": f"new-{number}", "says": f"{CANARY} {number}", "sensitivity": sensitivity}
            path = tmp_path / f"more-{number}.jsonl"
            path.write_text(json.dumps(told) + "\n")
            done = run("import", own_river, path, "--recorded", "stated")
            assert done.exit_code == 0, done.output
        return own_river

    return bring


@pytest.mark.parametrize("layout", ["json", "jsonl"])
def test_claims_that_leave_as_data_are_entered_with_the_digest_of_what_left(run, brought, layout):
    folder = brought("restricted", "secret")
    done = run("claims", folder, "list", "--format", layout, "--by", "ana")
    assert done.exit_code == 0
    assert left(folder) == [(Outlet.CLAIMS, Reserved(1, 1), "ana")]
    assert last_digest(folder) == sha256(done.stdout)
    assert "1 restricted, 1 secret; that they left is entry 4" in done.stderr
    assert run("ledger", "verify", folder).exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("claims", "{}", "list", "--format", "jsonl"),
        ("claims", "{}", "list"),
        ("assess", "{}", "--as-of", "2030-01-16", "--format", "json"),
        ("explain", "{}", "no-shelling", "--as-of", "2030-01-16"),
        ("ledger", "copy", "{}", "{}-copy.sqlite"),
    ],
)
def test_what_is_public_leaves_without_an_entry(run, own_river, command):
    assert run(*(word.format(own_river) for word in command)).exit_code == 0
    assert left(own_river) == []


def test_who_looks_at_what_is_secret_is_entered_and_who_looks_at_the_rest_is_not(run, brought):
    folder = brought("restricted")
    assert run("claims", folder, "list").exit_code == 0
    assert run("claims", folder, "show", "new-0").exit_code == 0
    assert left(folder) == []
    brought("restricted", "secret")
    assert CANARY in run("claims", folder, "show", "new-1", "--by", "ben").stdout
    claim = Ledger.open(folder / "ledger.sqlite").claim("new-1")
    assert left(folder) == [(Outlet.SCREEN, Reserved(secret=1), "ben")]
    assert last_digest(folder) == sha256(json.dumps([claim.claim_id]))


def test_nothing_is_shown_that_the_ledger_could_not_note(run, brought, monkeypatch):
    folder = brought("secret")

    def gone(*_):
        raise CaseError("the disk is full; nothing was written")

    monkeypatch.setattr(Ledger, "disclose", gone)
    for command in (("list", "--format", "jsonl"), ("list",), ("show", "new-0")):
        done = run("claims", folder, *command)
        assert done.exit_code == 2
        assert CANARY not in done.output


def test_of_what_left_nothing_is_in_the_entry(run, brought):
    folder = brought("secret")
    assert run("claims", folder, "list", "--format", "jsonl", "--by", "ana").exit_code == 0
    shown = run("ledger", "disclosures", folder)
    assert "claims" in shown.stdout
    assert "ana" in shown.stdout
    assert CANARY not in shown.output
    (told,) = json.loads(run("ledger", "disclosures", folder, "--format", "json").stdout)["disclosures"]
    assert (told["outlet"], told["restricted"], told["secret"], told["by"]) == ("claims", 0, 1, "ana")


def test_a_record_that_nothing_left_is_told_so(run, river):
    assert "Nothing that is not public left" in run("ledger", "disclosures", river).stdout


def test_a_verification_tells_how_often_rows_left(run, brought):
    folder = brought("secret")
    assert run("claims", folder, "list", "--format", "json").exit_code == 0
    assert run("claims", folder, "list").exit_code == 0
    assert "at 2 times: truceline ledger disclosures" in run("ledger", "verify", folder).stdout
    assert json.loads(run("ledger", "verify", folder, "--format", "json").stdout)["disclosures"] == 2


def test_statuses_that_rest_on_secret_claims_are_entered(run, brought):
    folder = brought("restricted")
    frame = ("--as-of", "2030-01-16")
    said = json.loads(run("assess", folder, *frame, "--format", "json").stdout)
    norm = next(one["norm"] for one in said["norms"] if CANARY in json.dumps(one))
    assert left(folder) == []
    brought("restricted", "secret")
    for command in (("assess", folder), ("explain", folder, norm), ("register", folder), ("posture", folder)):
        assert run(*command, *frame, "--format", "json").exit_code == 0
    outlets = [one[0] for one in left(folder)]
    assert outlets[:2] == [Outlet.STATUSES, Outlet.STATUSES]
    assert CANARY in run("explain", folder, norm, *frame).stdout
    assert left(folder)[-1][:2] == (Outlet.SCREEN, Reserved(1, 1))


def test_a_report_and_its_figures_are_entered_and_a_public_report_is_not(run, brought, tmp_path):
    folder = brought("restricted")
    frame = ("--as-of", "2030-01-16", "--no-outlook")
    out, figures = tmp_path / "r.html", tmp_path / "figures"
    assert run("report", folder, *frame, "--public", "--out", out, "--data", figures).exit_code == 0
    assert left(folder) == []
    assert run("report", folder, *frame, "--out", out, "--data", figures, "--issue", "ana").exit_code == 0
    rows = Reserved(restricted=1)
    assert left(folder) == [(Outlet.REPORT, rows, "ana"), (Outlet.FIGURES, rows, "ana")]
    first = Ledger.open(folder / "ledger.sqlite").disclosures()[0]
    assert first.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()


def test_a_copy_of_a_ledger_says_itself_that_it_was_taken(run, brought, tmp_path):
    folder = brought("secret")
    before = Ledger.open(folder / "ledger.sqlite")
    digest = before.mark(before.position).digest
    assert run("ledger", "copy", folder, tmp_path / "copy.sqlite", "--by", "ana").exit_code == 0
    copied = Ledger.open(tmp_path / "copy.sqlite")
    (found,) = copied.disclosures()
    assert found[2:] == (Outlet.LEDGER, Reserved(secret=1), digest, "ana")
    assert copied.disclosures() == Ledger.open(folder / "ledger.sqlite").disclosures()
    assert copied.verify().holds


def test_a_ledger_that_cannot_be_written_can_be_copied_still(run, brought, tmp_path, monkeypatch):
    folder = brought("secret")

    def full(*_):
        raise CaseError("the disk is full; nothing was written")

    monkeypatch.setattr(Ledger, "disclose", full)
    assert run("ledger", "copy", folder, tmp_path / "copy.sqlite").exit_code == 0
    assert Ledger.open(tmp_path / "copy.sqlite").verify().holds


def test_whoever_has_no_name_must_give_one(run, brought, monkeypatch):
    folder = brought("secret")
    monkeypatch.setattr("truceline.cli.disclosed.login_if_any", lambda: None)
    done = run("claims", folder, "list")
    assert done.exit_code == 2
    assert "--by NAME" in done.stderr
    assert run("claims", folder, "list", "--by", "ana").exit_code == 0
