"""What goes into a ledger, what comes out, and what each instant and position may see."""

from __future__ import annotations

import weakref
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.strategies import claims as any_claim
from tests.ledger.conftest import FILE, START, said

from truceline.core.canonical import digest_bytes
from truceline.core.instant import Clock
from truceline.errors import CaseError, InputError
from truceline.evidence.claim import Source, Status
from truceline.evidence.issue import Issue
from truceline.evidence.query import EvidenceQuery
from truceline.ledger.entry import Origin, Recording

ISSUE = Issue(file="october.jsonl", row=3, kind="bad-date", message="no such day", effect="skipped")


def labels(ledger, known_at=None, position=None):
    query = EvidenceQuery(known_at=known_at)
    return {claim.label: claim.status for claim in ledger.claims(query, position=position)}


def test_a_new_ledger_is_empty(ledger):
    assert ledger.position == 0
    assert list(ledger.claims()) == []
    assert ledger.batches() == ledger.issues() == ledger.documents() == ()


def test_claims_come_back_as_they_were_said_with_id_and_instant(ledger):
    one = said(1, label="first", time={"start": "2018-10-01", "end": None}, place=[{"lat": 35.5, "lon": 36}])
    receipt = ledger.append(FILE, [one])
    (back,) = ledger.claims()
    assert (receipt.added, receipt.already_there, receipt.position, receipt.batch) == (1, 0, 1, 1)
    assert back == one.identified().recorded(START)


@settings(max_examples=25)
@given(st.lists(any_claim, max_size=8))
def test_any_claim_comes_back_unchanged(fresh, claims):
    ledger = fresh()
    ledger.append(FILE, claims, recorded="stated")
    expected = {claim.content_digest: claim.identified() for claim in reversed(claims)}
    assert {claim.claim_id: claim for claim in ledger.claims()} == expected


def test_claims_come_back_in_the_order_they_were_entered(ledger):
    ledger.append(FILE, [said(n, label=str(n)) for n in range(1200, 0, -1)])
    assert [claim.label for claim in ledger.claims()] == [str(n) for n in range(1200, 0, -1)]


def test_the_same_claims_again_add_nothing_and_are_counted(ledger):
    claims = [said(1), said(2)]
    ledger.append(FILE, claims, [ISSUE])
    again = ledger.append(FILE, [*claims, said(3), said(3)], [ISSUE])
    assert (again.added, again.already_there, again.new_issues) == (1, 3, 0)
    assert again.issues == Counter({"bad-date": 1})
    nothing = ledger.append(FILE, claims, [ISSUE])
    assert (nothing.added, nothing.position, nothing.batch) == (0, 2, None)
    assert [batch.claims for batch in ledger.batches()] == [2, 1]


def test_a_claim_said_again_keeps_its_first_instant(ledger, clock):
    ledger.append(FILE, [said(1)])
    clock.turn(days=5)
    ledger.append(FILE, [said(1)])
    assert [claim.recorded_at for claim in ledger.claims()] == [START]


def test_issues_of_another_file_with_the_same_name_are_kept_apart(ledger):
    ledger.append(FILE, [], [ISSUE])
    other = ledger.append(Origin("claims", FILE.name, "e" * 64), [], [ISSUE])
    assert other.new_issues == 1
    assert ledger.issues() == (ISSUE, ISSUE)
    assert ledger.issues(other.batch) == (ISSUE,)


def test_claims_and_issues_may_come_mixed(ledger):
    receipt = ledger.append(FILE, [said(1), ISSUE, said(2)])
    assert (receipt.added, receipt.new_issues) == (2, 1)


def test_a_batch_tells_where_its_rows_came_from(ledger):
    ledger.append(FILE, [said(1)], [ISSUE], recorded="published")
    ledger.decide(said(1).content_digest, Status.REJECTED, "ana", "a rumour")
    (batch,) = ledger.batches()
    assert (batch.origin, batch.entered_at, batch.claims, batch.issues) == (FILE, START, 1, 1)
    assert batch.recorded is Recording.PUBLISHED


def test_an_error_in_the_stream_undoes_the_whole_append(ledger):
    def broken():
        yield from (said(n) for n in range(1500))
        raise InputError("the file ends in the middle of a row")

    with pytest.raises(InputError, match="middle of a row"):
        ledger.append(FILE, broken())
    assert ledger.position == 0
    assert list(ledger.claims()) == []


def test_a_stream_is_never_held_whole(ledger, monkeypatch):
    monkeypatch.setattr("truceline.ledger.appending.CHUNK", 10)
    given_out: list[weakref.ref] = []
    most_alive = 0

    def stream():
        nonlocal most_alive
        for n in range(200):
            claim = said(n)
            given_out.append(weakref.ref(claim))
            most_alive = max(most_alive, sum(1 for ref in given_out if ref() is not None))
            yield claim

    assert ledger.append(FILE, stream()).added == 200
    assert most_alive <= 2 * 10 + 2


# What is known when ------------------------------------------------------------------------------


def test_the_ledgers_clock_dates_claims_by_default(ledger, clock):
    ledger.append(FILE, [said(1, label="early", recorded_at=START - timedelta(days=99))])
    clock.turn(days=1)
    ledger.append(FILE, [said(2, label="late")])
    assert set(labels(ledger, known_at=START)) == {"early"}
    assert set(labels(ledger, known_at=START - timedelta(seconds=1))) == set()


def test_published_claims_are_known_from_the_end_of_that_local_day(ledger):
    claim = said(1, published_on=date(2018, 9, 20))
    ledger.append(FILE, [claim], recorded="published", days=Clock("Asia/Damascus"))
    (back,) = ledger.claims()
    assert back.recorded_at == datetime(2018, 9, 20, 20, 59, 59, 999999, tzinfo=UTC)


def test_nothing_published_is_known_before_the_ledger_had_it(ledger):
    ledger.append(FILE, [said(1, published_on=START.date())], recorded=Recording.PUBLISHED)
    assert [claim.recorded_at for claim in ledger.claims()] == [START]


def test_stated_instants_are_kept_and_missing_ones_fall_back(ledger):
    stated = START - timedelta(days=9)
    rows = [said(1, recorded_at=stated), said(2, published_on=date(2018, 9, 1)), said(3)]
    ledger.append(FILE, rows, recorded="stated")
    assert [claim.recorded_at for claim in ledger.claims()] == [
        stated,
        datetime(2018, 9, 1, 23, 59, 59, 999999, tzinfo=UTC),
        START,
    ]


def test_an_unknown_policy_is_told_with_the_known_ones(ledger):
    with pytest.raises(InputError, match=r"allowed: ledger, published, stated"):
        ledger.append(FILE, [], recorded="guessed")


def test_the_ledgers_clock_never_runs_backwards(ledger, clock):
    ledger.append(FILE, [said(1)])
    clock.turn(days=-30)
    ledger.append(FILE, [said(2)])
    assert [batch.entered_at for batch in ledger.batches()] == [START, START]


def test_a_position_hides_what_was_entered_later(ledger):
    before = ledger.append(FILE, [said(1, label="old")]).position
    ledger.append(FILE, [said(2, label="new")])
    old = next(ledger.claims())
    ledger.decide(old.claim_id, Status.REJECTED, "ana", "a rumour")
    assert labels(ledger, position=before) == {"old": Status.ACCEPTED}
    assert labels(ledger) == {"old": Status.REJECTED, "new": Status.ACCEPTED}


# Decisions and corrections -----------------------------------------------------------------------


def test_a_decision_counts_from_its_own_instant_on(ledger, clock):
    ledger.append(FILE, [said(1, label="it", status="proposed")])
    claim = next(ledger.claims())
    accepted = clock.turn(days=1)
    ledger.decide(claim.claim_id, Status.ACCEPTED, "ana", "two sources")
    withdrawn = clock.turn(days=1)
    ledger.decide(claim.claim_id, Status.WITHDRAWN, "bo", "the post took it back")
    moment = timedelta(microseconds=1)
    assert labels(ledger, accepted - moment) == {"it": Status.PROPOSED}
    assert labels(ledger, accepted) == {"it": Status.ACCEPTED}
    assert labels(ledger, withdrawn) == {"it": Status.WITHDRAWN}
    last = next(ledger.claims())
    assert (last.decided_by, last.decided_at) == ("bo", withdrawn)
    assert [(d.by, d.why) for d in ledger.decisions(claim.claim_id)] == [
        ("ana", "two sources"),
        ("bo", "the post took it back"),
    ]


def test_a_decision_can_be_dated_for_a_back_test(ledger):
    ledger.append(FILE, [said(1, label="it", recorded_at=START - timedelta(days=9))], recorded="stated")
    claim = next(ledger.claims())
    then = START - timedelta(days=5)
    ledger.decide(claim.claim_id, Status.REJECTED, "ana", "known to be false", at=then)
    assert labels(ledger, START - timedelta(days=6)) == {"it": Status.ACCEPTED}
    assert labels(ledger, then) == {"it": Status.REJECTED}


def test_a_decision_on_an_unknown_claim_is_refused(ledger):
    with pytest.raises(InputError, match="no claim"):
        ledger.decide("0" * 64, Status.REJECTED, "ana", "")
    assert ledger.position == 0


def test_a_correction_supersedes_from_its_own_instant_on(ledger, clock):
    first = said(1, label="first")
    ledger.append(FILE, [first])
    corrected = clock.turn(days=2)
    ledger.append(FILE, [said(2, label="second", supersedes=first.content_digest)])
    assert labels(ledger, START) == {"first": Status.ACCEPTED}
    assert labels(ledger) == {"first": Status.SUPERSEDED, "second": Status.ACCEPTED}
    assert next(ledger.claims()).decided_at == corrected
    assert labels(ledger, position=1) == {"first": Status.ACCEPTED}


def test_a_correction_that_is_not_accepted_supersedes_nothing(ledger, clock):
    first = said(1, label="first")
    second = said(2, label="second", supersedes=first.content_digest, status="proposed")
    ledger.append(FILE, [first, second])
    assert labels(ledger)["first"] is Status.ACCEPTED
    clock.turn(days=1)
    ledger.decide(second.content_digest, Status.ACCEPTED, "ana", "checked")
    assert labels(ledger)["first"] is Status.SUPERSEDED
    clock.turn(days=1)
    ledger.decide(second.content_digest, Status.WITHDRAWN, "ana", "wrong after all")
    assert labels(ledger)["first"] is Status.ACCEPTED


def test_a_correction_of_a_correction_leaves_the_first_superseded(ledger):
    first = said(1, label="first")
    second = said(2, label="second", supersedes=first.content_digest)
    third = said(3, label="third", supersedes=second.content_digest)
    ledger.append(FILE, [third, second, first])
    assert labels(ledger) == {
        "third": Status.ACCEPTED,
        "second": Status.SUPERSEDED,
        "first": Status.SUPERSEDED,
    }


def test_a_rejected_claim_stays_rejected_when_it_is_corrected(ledger):
    first = said(1, label="first", status="rejected")
    ledger.append(FILE, [first, said(2, label="second", supersedes=first.content_digest)])
    assert labels(ledger)["first"] is Status.REJECTED


@pytest.mark.parametrize(
    ("status", "before"),
    [
        ("withdrawn", "accepted"),
        ("superseded", "accepted"),
        ("rejected", "proposed"),
        ("accepted", "proposed"),
    ],
)
def test_a_decision_that_came_with_the_claim_does_not_leak_back(ledger, status, before):
    recorded, decided = START - timedelta(days=9), START - timedelta(days=3)
    claim = said(1, label="it", recorded_at=recorded, status=status, decided_by="ana", decided_at=decided)
    ledger.append(FILE, [claim], recorded="stated")
    assert labels(ledger, decided - timedelta(days=1)) == {"it": Status(before)}
    assert labels(ledger, decided) == {"it": Status(status)}
    assert next(ledger.claims()).decided_by == "ana"


@settings(max_examples=25)
@given(st.data())
def test_later_knowledge_never_leaks_back(fresh, data):
    """Whatever is entered afterwards with a later instant, the earlier view stays the same."""
    ledger = fresh()
    first = data.draw(st.lists(any_claim, min_size=1, max_size=4))
    ledger.append(FILE, first, recorded="stated")
    known_at = max(claim.recorded_at for claim in first)
    query = EvidenceQuery(known_at=known_at)
    before = list(ledger.claims(query))
    afterwards = known_at + timedelta(days=1)
    corrected = data.draw(st.sampled_from(first)).content_digest
    ledger.append(FILE, [said(1, supersedes=corrected, recorded_at=afterwards)], recorded="stated")
    ledger.decide(corrected, Status.REJECTED, "ana", "later", at=afterwards)
    assert list(ledger.claims(query)) == before


# Names and documents -----------------------------------------------------------------------------


def test_a_claim_is_found_by_label_id_or_the_beginning_of_its_id(ledger):
    one = said(1, label="first")
    ledger.append(FILE, [one, said(2, label="twin"), said(3, label="twin")])
    for name in ("first", one.content_digest, one.content_digest[:8]):
        assert ledger.claim(name).label == "first"
    for name in ("nobody", one.content_digest[:7], "%" * 8, ""):
        assert ledger.claim(name) is None


def test_a_label_of_several_claims_is_answered_with_their_ids(ledger):
    twins = [said(2, label="twin"), said(3, label="twin")]
    ledger.append(FILE, twins)
    with pytest.raises(InputError, match="2 claims are called 'twin': give an id") as caught:
        ledger.claim("twin")
    assert caught.value.problems[0].allowed == tuple(twin.content_digest for twin in twins)


def test_a_label_kept_by_a_correction_means_the_correction(ledger):
    wrong = said(1, label="ford")
    right = said(2, label="ford", supersedes=wrong.content_digest)
    ledger.append(FILE, [wrong, right])
    assert ledger.claim("ford").claim_id == right.content_digest


def test_claims_are_told_by_their_labels_and_by_their_source(ledger):
    wrong = said(1, label="ford")
    right = said(2, supersedes=wrong.content_digest, source=Source(id="mail", family="mail"))
    ledger.append(FILE, [wrong, right])
    (held,) = ledger.labelled(["ford", "nobody"])
    assert held == ledger.of_source("post")[0]
    assert (held.claim_id, held.status) == (wrong.content_digest, Status.SUPERSEDED)
    assert [held.claim_id for held in ledger.of_source("mail")] == [right.content_digest]


def test_the_ledger_tells_which_claims_it_holds(ledger):
    ledger.append(FILE, [said(1)])
    held = said(1).content_digest
    assert ledger.holds([held, "0" * 64]) == {held}


def test_a_document_is_kept_once_under_the_digest_of_its_bytes(ledger):
    sha256 = ledger.add_document(b"Nine posts.", "bulletin.txt", "text/plain")
    assert sha256 == digest_bytes(b"Nine posts.")
    assert ledger.add_document(b"Nine posts.", "copy.txt", "text/plain") == sha256
    assert ledger.document(sha256) == b"Nine posts."
    assert [(d.name, d.size) for d in ledger.documents()] == [("bulletin.txt", 11)]


@pytest.mark.parametrize("name", ["0" * 64, "../ledger.sqlite", ""])
def test_a_document_that_is_not_held_is_told(ledger, name):
    with pytest.raises(CaseError, match="no such document"):
        ledger.document(name)


def test_claims_are_found_by_their_ids_and_others_are_not_made_up(ledger):
    ledger.append(FILE, [said(n, label=str(n)) for n in range(4)])
    ids = {claim.label: claim.claim_id for claim in ledger.claims()}
    found = list(ledger.known([ids["2"], ids["0"], "f" * 64]))
    assert {claim.label for claim in found} == {"0", "2"}


def test_the_last_event_is_the_last_that_was_told_of_as_begun(ledger):
    assert ledger.last_event is None
    began = [said(n, time={"start": f"2018-10-0{n}", "end": None}) for n in (1, 4, 2)]
    promised = said(
        9, kind="statement", modality="committed", aspect="not_started", time={"start": "2019-01-01"}
    )
    ledger.append(FILE, [*began, promised])
    assert ledger.last_event == date(2018, 10, 4)
