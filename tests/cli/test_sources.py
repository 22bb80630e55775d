from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from tests.case.conftest import line, write_source

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.ledger.erasing import Erased
from truceline.ledger.store import Ledger
from truceline.publish.page import case_page

CANARY = "Zinnia Quetzal"


@pytest.fixture
def key(run, tmp_path):
    assert run("keys", "new", tmp_path / "vault.key", "--name", "the desk").exit_code == 0
    return tmp_path / "vault.key"


@pytest.fixture
def reference(run, own_river, key) -> str:
    done = run("sources", "add", own_river, "--key", key, "--by", "ana", typed=f"{CANARY}\n0123\nby night\n")
    assert done.exit_code == 0, done.stderr
    return done.stdout.strip()


def test_a_source_is_shown_to_who_has_the_key_and_gives_a_reason(run, own_river, key, reference):
    shown = run("sources", "show", own_river, reference, "--key", key, "--why", "to ask again", "--by", "ben")
    assert shown.exit_code == 0
    assert CANARY in shown.stdout
    assert run("sources", "show", own_river, reference, "--key", key).exit_code == 2


def test_who_looked_is_listed_without_a_key_and_without_a_name(run, own_river, key, reference):
    run("sources", "show", own_river, reference, "--key", key, "--why", "to ask again", "--by", "ben")
    acts = run("sources", "acts", own_river).stdout
    assert [word in acts for word in ("entered", "read", reference, "ben", "to ask again")] == [True] * 5
    assert CANARY not in acts
    listed = run("sources", "list", own_river, "--key", key).stdout
    assert (reference in listed, CANARY in listed) == (True, False)


def test_no_other_command_says_who_a_source_is(run, own_river, key, reference):
    for words in (
        ("assess", own_river),
        ("claims", own_river, "list"),
        ("issues", own_river),
        ("ledger", "verify", own_river),
        ("sources", "show", own_river, "s-0000000000", "--key", key, "--why", "to ask"),
        ("sources", "list", own_river, "--key", own_river / "case.json"),
    ):
        done = run(*words)
        assert CANARY not in done.stdout + done.stderr


def test_a_forgotten_source_is_gone(run, own_river, key, reference):
    done = run("sources", "forget", own_river, reference, "--key", key, "--why", "asked", "--by", "ana")
    assert done.exit_code == 0
    assert f"{reference} is forgotten; 0 claims withdrawn" in done.stderr
    shown = run("sources", "show", own_river, reference, "--key", key, "--why", "to ask")
    assert (shown.exit_code, "holds no source" in shown.stderr) == (2, True)
    never = run("sources", "forget", own_river, "s-0000000000", "--key", key, "--why", "asked")
    assert (never.exit_code, "holds no source" in never.stderr) == (2, True)
    assert run("ledger", "verify", own_river).exit_code == 0


def forget(run, own_river, reference, key, *more):
    why = ("--why", "asked", "--by", "ana")
    return run("sources", "forget", own_river, reference, "--key", key, *why, *more)


def test_the_words_of_a_forgotten_source_are_nowhere_and_a_tombstone_says_so(
    run, own_river, key, reference, tmp_path
):
    (tmp_path / f"{CANARY}.txt").write_text(f"{CANARY}: the south shelled the ford on 14 January 2030.")
    path = tmp_path / f"{CANARY}.txt"
    read = ("read", own_river, path, "--published", "2030-01-15", "--source", reference)
    assert run(*read, "--keep").exit_code == 0
    done = forget(run, own_river, reference, key)
    assert done.exit_code == 0, done.stderr
    assert "words withdrawn of 1 claim, " in done.stderr
    listed = run("claims", own_river, "list", "--status", "withdrawn", "--format", "json").stdout
    assert "words withdrawn" in listed
    (stone,) = [
        one.tombstone.of_row for one in tombstones_of(own_river) if one.tombstone.of_table == "claims"
    ]
    for words in (
        ("claims", own_river, "list"),
        ("ledger", "custody", own_river),
        ("ledger", "tombstones", own_river),
        ("issues", own_river),
        ("claims", own_river, "show", stone),
        ("assess", own_river, "--as-of", "2030-01-20"),
        ("explain", own_river, "no-shelling", "--as-of", "2030-01-20"),
    ):
        shown = run(*words)
        assert (shown.exit_code, CANARY in shown.stdout) == (0, False)
    stones = json.loads(run("ledger", "tombstones", own_river, "--format", "json").stdout)["tombstones"]
    assert {(one["consent"], one["by"], one["why"]) for one in stones} == {(reference, "ana", "asked")}
    assert reference in run("ledger", "tombstones", own_river).stdout
    verified = run("ledger", "verify", own_river)
    assert f"Words were withdrawn in {len(stones)} places" in verified.stdout
    assert verified.exit_code == 0
    again = run(*read, "--keep")
    assert (again.exit_code, "withdr" in again.stderr) == (2, True)
    files = [one for one in own_river.rglob("*") if one.is_file()]
    assert [one.name for one in files if CANARY.encode() in one.read_bytes()] == []


def tombstones_of(folder):
    return Ledger.open(folder / "ledger.sqlite").tombstones()


def test_a_page_made_as_known_before_shows_that_words_are_withdrawn(run, key, tmp_path):
    folder, claims = tmp_path / "case", tmp_path / "claims.jsonl"
    run("new", folder, "--agreement", write_source(tmp_path / "source") / "river.yaml")
    reference = run("sources", "add", folder, "--key", key, typed="somebody\n\n\n").stdout.strip()
    told = {"id": reference, "family": reference, "reliability": "A", "credibility": 1}
    claims.write_text(line(1, says=f"{CANARY} saw it", source=told, evidence={"quote": CANARY}))
    assert run("import", folder, claims, "--recorded", "published").exit_code == 0
    assert forget(run, folder, reference, key).exit_code == 0
    then = ("--as-of", "2020-03-20", "--known-at", "2020-03-20")
    shown = run("explain", folder, "no-fire", *then)
    assert (shown.exit_code, "words withdrawn" in shown.stdout, CANARY in shown.stdout) == (0, True, False)
    case = Case.open(folder)
    answer = case.assess(Frame(as_of=date(2020, 3, 20), known_at=datetime(2020, 3, 20, tzinfo=UTC)))
    page = case_page("River", case.agreement, case.atlas, [answer], tuple(case.ledger.claims()))
    assert ("words withdrawn" in page, CANARY in page) == (True, False)


def test_no_tombstones_are_told_as_none(run, own_river):
    assert "No words were withdrawn" in run("ledger", "tombstones", own_river).stdout


def test_words_are_left_if_asked_and_nothing_contradicts_it(run, own_river, key, reference):
    done = forget(run, own_river, reference, key, "--keep-words", "--document", "ab")
    assert (done.exit_code, "--keep-words leaves them" in done.stderr) == (2, True)
    assert forget(run, own_river, reference, key, "--keep-words").exit_code == 0


def test_purging_says_what_is_in_the_way(run, own_river, monkeypatch):
    assert "nothing of withdrawn words is left" in run("sources", "purge", own_river).stderr
    monkeypatch.setattr(Ledger, "purge", lambda _: "somebody reads it")
    done = run("sources", "purge", own_river)
    assert (done.exit_code, "somebody reads it" in done.stderr) == (2, True)


def test_what_is_left_is_told(run, own_river, key, reference, monkeypatch):
    left = Erased(7, 1, (), ("ab" * 32,), Counter(claims=2))
    monkeypatch.setattr(Ledger, "forget", lambda *_, **__: left)
    monkeypatch.setattr(Ledger, "purge", lambda _: "somebody reads it")
    told = forget(run, own_river, reference, key).stderr
    assert "1 claim withdrawn" in told
    assert "document abababababab also holds what others said" in told
    assert "traces are left in the ledger's files: somebody reads it" in told
