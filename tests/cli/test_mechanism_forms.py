"""Forms out of a case and submissions back into it, from outside."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from tests.mechanism import fieldwork as field

from truceline.case.folder import Case
from truceline.ledger.store import Ledger
from truceline.mechanism.forms import form_kinds

CLOSED = {"stretch": "ford", "zone": "strip", "stands": "closed", "on": "2030-01-10"}


@pytest.fixture
def post(run, own_river, tmp_path, monkeypatch):
    """The river case, which trusts the key of the mission's observer; the year is long past 2030."""
    monkeypatch.setattr(
        Ledger, "now", property(lambda _: datetime.fromisoformat("2030-02-01T00:00:00+00:00"))
    )
    key = run("keys", "new", tmp_path / "mission.key", "--name", "observer").stdout.strip()
    given = ("--name", "observer", "--role", "observer", "--party", "mission", "--since", "2030-01-01")
    assert run("keys", "trust", own_river, key, *given).exit_code == 0
    return own_river


@pytest.fixture
def collect(run, post, tmp_path):
    """Take in text as a file: `collect(text, "--dry-run")`."""

    def collected(text, *args, name="s.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return run("mechanism", "collect", post, path, "--key", tmp_path / "mission.key", *args)

    return collected


@pytest.fixture
def central(post):
    """A file of ODK Central for the form of routes."""
    return lambda *rows, **how: field.central(Case.open(post), "route", *rows, **how)


# Forms


def test_the_forms_are_listed_and_so_is_what_has_none(run, post, golden):
    whole = run("mechanism", "forms", post).stdout
    assert all(kind in whole for kind in form_kinds())
    assert "retract      a submission that is edited takes its act back by itself" in whole
    listed = run("mechanism", "forms", post, "route", "come_back").stdout
    # A version is a digest of what is asked, down to the words.
    golden("mechanism-forms.txt", re.sub("[0-9a-f]{12}", "VERSION00000", listed))


def test_forms_are_written_and_from_then_on_known(run, post, tmp_path):
    done = run("mechanism", "forms", post, "route", "count", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["count.xlsx", "route.xlsx"]
    shown = json.loads(run("mechanism", "forms", post, "--format", "json").stdout)
    assert {one["kind"] for one in shown["forms"] if one["given_out"]} == {"route", "count"}
    assert {one["kind"] for one in shown["forms"]} == set(form_kinds())
    assert "retract" in shown["without"]


def test_an_unknown_form_and_a_folder_that_cannot_be_made_are_told(run, post, tmp_path):
    done = run("mechanism", "forms", post, "rout")
    assert (done.exit_code, "did you mean route" in done.stderr) == (2, True)
    (tmp_path / "file").write_text("x")
    done = run("mechanism", "forms", post, "route", "--out", tmp_path / "file" / "deeper")
    assert done.exit_code == 2
    shown = json.loads(run("mechanism", "forms", post, "route", "--format", "json").stdout)
    assert not shown["forms"][0]["given_out"]


def test_forms_are_not_written_over_the_case(run, post):
    assert run("mechanism", "forms", post, "route", "--out", post).exit_code == 0
    assert run("mechanism", "forms", post, "route", "--out", post).exit_code == 2


# Submissions


def test_what_came_in_what_was_skipped_and_why_is_told(collect, central, golden):
    text = central(("e1", CLOSED), ("e2", CLOSED | {"stretch": "b", "stands": "ajar"}))
    done = collect(text)
    assert done.exit_code == 0, done.output
    golden("mechanism-collect.txt", done.stdout)
    assert "1 there already" in collect(text).stdout


def test_a_dry_run_and_json_say_the_same_of_a_file(collect, central, run, post):
    text = central(("e1", CLOSED), ("e2", {}))
    shown = json.loads(collect(text, "--dry-run", "--format", "json").stdout)
    assert (shown["dry_run"], shown["entered"], shown["skipped"], shown["submissions"]) == (True, 1, 1, 2)
    assert run("mechanism", "submissions", post).stdout == "No submission is on record.\n"
    assert "would come in" in collect(text, "--dry-run").stdout


def test_a_broken_file_is_exit_code_two_and_so_is_a_missing_key(collect, run, post, tmp_path):
    done = collect("a,a\n1,2")
    assert (done.exit_code, "stands twice in the header" in done.stderr) == (2, True)
    done = run("mechanism", "collect", post, tmp_path / "s.csv")
    assert (done.exit_code, "name the key file" in done.stderr) == (2, True)
    assert collect("{}", "--form", "approve").exit_code == 2


def test_the_editions_of_a_submission_are_listed_with_all_their_times(collect, central, run, post, golden):
    collect(central(("e1", CLOSED)))
    later = {"meta-instanceID": "e1b", "Edits": "1", "end": "2030-01-11T08:00:00+02:00"}
    collect(central(("e1", CLOSED | {"stands": "open"}, later)))
    shown = json.loads(run("mechanism", "submissions", post, "--format", "json").stdout)["submissions"]
    assert [(one["submitted"]["edition"], one["counts"]) for one in shown] == [("e1", False), ("e1b", True)]
    assert shown[0]["filled_in_at"].startswith("2030-01-10T09:30")
    listed = run("mechanism", "submissions", post).stdout
    assert "2030-01-10 09:30" in listed
    assert "no" in listed.split()


@pytest.fixture
def inspected(collect, run, post, tmp_path):
    """Inspect a storage site by form: `inspected("--media", DIR, photograph=...)`."""

    def inspect(*args, **answers):
        key = run("keys", "new", tmp_path / "south.key", "--name", "south").stdout.strip()
        given = ("--name", "south", "--role", "liaison", "--party", "south", "--since", "2030-01-01")
        run("keys", "trust", post, key, *given)
        stored = ("--holds", "guns=1", "--lat", "39", "--lon", "22", "--made-at", "2030-01-05T08:00Z")
        done = run("mechanism", "store", post, "d-1", *stored, "--key", tmp_path / "south.key")
        assert done.exit_code == 0, done.output
        seen = {"site": "d-1", "on": "2030-01-10"} | answers
        return collect(field.central(Case.open(post), "inspect", ("e1", seen)), *args)

    return inspect


def test_submissions_of_secret_acts_are_shown_where_asked_for(inspected, run, post):
    assert "1 came in" in inspected().stdout
    assert run("mechanism", "submissions", post).stdout == "No submission is on record.\n"
    assert "site d-1" in run("mechanism", "submissions", post, "--secret").stdout


# Photographs


def photographs(folder):
    """The SHA-256 of each photograph in a case."""
    return [one.sha256 for one in Case.open(folder).ledger.documents() if one.media_type == "image/jpeg"]


@pytest.fixture
def media(tmp_path):
    """A folder with a photograph."""
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "1.jpg").write_bytes(field.jpeg())
    return folder


@pytest.fixture
def pictured(collect, central, media, post):
    """The SHA-256 of a photograph that came with a submission."""
    done = collect(central(("e1", CLOSED | {"photograph": "1.jpg"})), "--media", media)
    assert done.exit_code == 0, done.output
    (sha256,) = photographs(post)
    return sha256


def test_a_photograph_for_the_public_has_lost_its_position_and_the_original_keeps_it(
    run, post, tmp_path, pictured
):
    out = tmp_path / "public.jpg"
    done = run("mechanism", "photograph", post, pictured[:10], "--out", out)
    assert done.exit_code == 0, done.output
    assert b"Exif" not in out.read_bytes()
    assert b"Canary" not in out.read_bytes()
    assert "look at it before it goes out" in done.stderr
    assert Case.open(post).ledger.document(pictured) == field.jpeg()


@pytest.mark.parametrize("name", ["", "abc", "0000000000"])
def test_a_photograph_that_nobody_holds_is_told(run, post, tmp_path, pictured, name):
    done = run("mechanism", "photograph", post, name, "--out", tmp_path / "public.jpg")
    assert (done.exit_code, "no photographs on record begin" in done.stderr) == (2, True)
    assert not (tmp_path / "public.jpg").exists()


def test_nothing_of_a_secret_act_is_for_the_public(run, post, tmp_path, media, inspected):
    assert "1 came in" in inspected("--media", media, photograph="1.jpg").stdout
    (sha256,) = photographs(post)
    done = run("mechanism", "photograph", post, sha256, "--out", tmp_path / "public.jpg")
    assert (done.exit_code, "it belongs to a secret act" in done.stderr) == (2, True)
    assert not (tmp_path / "public.jpg").exists()
