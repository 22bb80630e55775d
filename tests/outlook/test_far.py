"""An outlook that counts what is far and bears on nothing says what one says that reads every claim."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.case.conftest import NOW, line, write_source
from tests.case.test_counting import rows, write

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim, Status
from truceline.outlook import stage
from truceline.outlook.document import outlook_with_strands
from truceline.outlook.far import sieve_of
from truceline.outlook.stage import Stage

AS_OF = (date(2020, 3, 25), date(2020, 4, 20), date(2020, 5, 20))
FAR = "6.0"


def reports(count, seed):
    """Reports by anybody of anything, two of three from another front; families fall silent and go on."""
    for number, row in enumerate(rows(count, seed)):
        start = date.fromisoformat(row["time.start"])
        family = ("post", "radio", "paper+post")[number % 3]
        family = "post" if family == "radio" and start > date(2020, 4, 1) else family
        place = {} if number % 3 == 0 else {"place.lon": str(30 + number % 5), "place.lat": FAR}
        yield {**row, "source.family": family, **place}


@pytest.fixture
def case(tmp_path):
    """A case into which a table of two fronts was imported."""
    source = write_source(tmp_path / "source")
    made = Case.create(tmp_path / "case", agreement=source / "river.yaml", clock=lambda: NOW)
    made.import_file(write(tmp_path / "reports.csv", list(reports(700, 5))))
    return made


@pytest.fixture
def by_reading_all(monkeypatch):
    """The same asked with nothing held back."""

    def ask(what):
        with monkeypatch.context() as patched:
            patched.setattr(stage, "sieve_of", lambda *_: None)
            return what()

    return ask


def held(case, frame, supposed=()):
    sieve = sieve_of(case.law(frame), frame, frozenset(), supposed)
    assert sieve is not None
    given = list(case.ledger.sketched(stage._query(case.agreement, frame), sieve))
    return sum(days.total() for days in sieve.told.values()), given


def plain(case, frame, supposed=()):
    found, strands = outlook_with_strands(case, frame, supposed=supposed)
    series = [
        (one.name, one.expected.tolist(), one.raw.tolist(), one.observed.exposure.tolist()) for one in strands
    ]
    return found, series


@pytest.mark.parametrize("on", AS_OF)
def test_an_outlook_is_the_one_of_every_claim_read(case, by_reading_all, on):
    frame = Frame(as_of=on)
    assert held(case, frame)[0] > 100
    assert plain(case, frame) == by_reading_all(lambda: plain(case, frame))


def test_what_may_be_laid_to_a_party_is_read_however_far(case):
    count, given = held(case, Frame(as_of=AS_OF[-1]))
    far = [one for one in given if one.place and one.place[0].lat == float(FAR)]
    # A shell by anybody may break the promise not to shell, a meeting may keep one wherever it was.
    assert {one.act for one in far} == {"shell", "meet"}
    assert count + len(given) == len(
        list(case.ledger.sketched(stage._query(case.agreement, Frame(AS_OF[-1]))))
    )


def test_whoever_reports_from_afar_is_not_silent(case, by_reading_all):
    frame = Frame(as_of=AS_OF[-1])
    far, whole = Stage.of(case, frame).seen, by_reading_all(lambda: Stage.of(case, frame).seen)
    assert far.exposure.tolist() == whole.exposure.tolist()
    assert (far.silent, far.quiet_since, far.families) == (whole.silent, whole.quiet_since, whole.families)


def test_what_was_withdrawn_or_corrected_counts_for_nobody(case, by_reading_all, tmp_path):
    frame = Frame(as_of=AS_OF[-1])
    before, given = held(case, frame)
    kept = {one.claim_id for one in given}
    gone = [one for one in case.ledger.claims() if one.claim_id not in kept][:2]
    case.ledger.decide(gone[0].claim_id, Status.WITHDRAWN, "ana", "wrong")
    correction = line(1, supersedes=gone[1].claim_id, kind="observation", act="presence")
    (tmp_path / "more.jsonl").write_text(correction)
    case.import_file(tmp_path / "more.jsonl")
    assert held(case, frame)[0] == before - 2
    assert plain(case, frame) == by_reading_all(lambda: plain(case, frame))


def test_a_supposed_correction_of_something_far_is_followed(case, by_reading_all):
    frame = Frame(as_of=AS_OF[-1])
    before, given = held(case, frame)
    kept = {one.claim_id for one in given}
    gone = next(one for one in case.ledger.claims() if one.claim_id not in kept)
    supposed = [Claim.model_validate_json(line(1, supersedes=gone.claim_id)).identified()]
    assert held(case, frame, supposed)[0] == before - 1
    assert plain(case, frame, supposed) == by_reading_all(lambda: plain(case, frame, supposed))


def test_before_the_table_was_known_nothing_is_held_back(case):
    frame = Frame(as_of=AS_OF[-1], known_at=NOW - timedelta(days=1))
    assert held(case, frame) == (0, [])
