"""The case of `truceline serve --demo`: what is ready in it, and that what people did stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from truceline.assess.result import Standing
from truceline.case.folder import Case
from truceline.case.reading import keep, read_report
from truceline.cli.demo_served import demo_case
from truceline.core.frame import Frame
from truceline.errors import CaseError
from truceline.evidence.claim import Status
from truceline.replies.settings import read_settings

HERE = "http://127.0.0.1:8000"
DAY = date(2018, 11, 25)
PROMISE = "no-attack-on-idlib"


def made(tmp_path: Path, address: str = HERE) -> Path:
    return demo_case([tmp_path / "idlib-2018"], tmp_path / "home", address)


def standing(case: Case) -> Standing:
    return case.assess(Frame(as_of=DAY)).status(PROMISE).standing


def test_its_report_changes_a_status_by_one_claim_and_no_correction(tmp_path: Path):
    case = Case.open(made(tmp_path))
    assert standing(case) is Standing.PRESUMED_KEPT
    file = case.folder / "reports" / "sohr.txt"
    reading = read_report(case, file.read_bytes(), file.name)
    keep(case, reading, file.read_bytes(), "Amal")
    claim = next(one for one in reading.claims if "regime forces: shell, town" in one.says)
    case.ledger.decide(claim.claim_id, Status.ACCEPTED, "Amal", "")
    assert standing(case) is Standing.BREACHED


def test_another_start_leaves_the_case_as_it_was_and_tells_readers_where_the_server_is(tmp_path: Path):
    folder = made(tmp_path)
    before = Case.open(folder).ledger.position
    seal = read_settings(folder).seal
    assert made(tmp_path, "http://127.0.0.1:9000") == folder
    settings = read_settings(folder)
    assert settings.site == "http://127.0.0.1:9000/readers/idlib-2018/"
    assert settings.address == f"{settings.site}answers/"
    assert settings.seal == seal
    assert Case.open(folder).ledger.position == before


def test_the_key_of_readers_addresses_lies_beside_the_accounts_for_their_owner_alone(tmp_path: Path):
    folder = made(tmp_path)
    assert (tmp_path / "home" / "replies.key").stat().st_mode & 0o077 == 0
    assert not list(folder.rglob("replies.key"))


def test_one_case_is_made_and_no_more(tmp_path: Path):
    with pytest.raises(CaseError, match="one folder at most"):
        demo_case([tmp_path / "a", tmp_path / "b"], None, HERE)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--demo", "--host", "192.0.2.1"), "on this machine alone"), ((), "give a CASE, or --demo")],
)
def test_what_is_shown_to_nobody_else_is_not_begun(run: Run, tmp_path: Path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    done = run("serve", *words)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not list(tmp_path.iterdir())
