"""Consent withdrawn: the words are gone for good, the tombstones and the chain stay whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.ledger.conftest import said

from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, InputError
from truceline.evidence.claim import Actor, Source, Status
from truceline.evidence.issue import Issue
from truceline.evidence.query import EvidenceQuery
from truceline.evidence.wordless import WITHDRAWN, wordless
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.ledger.source_acts import Deed, Doing
from truceline.ledger.store import Ledger

CANARY = "Zinnia"
REFERENCE = "s-3f9a01c2d4"
OTHER = "s-0000000001"
TEXT = f"{CANARY} told us at the mill."
PAPER = Paper(TEXT.encode(), f"talk-with-{CANARY}.txt", "text/plain")
SHA256 = digest_bytes(PAPER.content)
FORGET = Doing(Deed.FORGOTTEN, REFERENCE, "ana", "asked to be forgotten")


def told(number: int, source: str = REFERENCE, document: str | None = SHA256, **fields):
    """A claim with the canary wherever a person can write."""
    return said(
        number,
        **{
            "says": f"{CANARY} says number {number}",
            "label": f"{CANARY}-{number}",
            "actor": (Actor(text=f"{CANARY}'s men", party="north"),),
            "trigger": {"text": f"shelled {CANARY}", "span": (0, 5)},
            "object": {"text": f"guns of {CANARY}", "term": "guns"},
            "place": [{"text": f"{CANARY}'s mill", "lat": 35.5, "lon": 36.25, "precision": 1}],
            "time": {"text": f"{CANARY}'s day", "start": "2018-10-02", "end": "2018-10-02"},
            "attribution": {"by": "speaker", "text": CANARY, "party": "north"},
            "quantity": [{"text": f"two of {CANARY}", "best": 2}],
            "judgement": {"norm": "no-fire", "rating": "met", "reason": CANARY},
            "made_by": {"reader": "r 1", "rules": [CANARY]},
            "source": Source(id=source, family=source),
            "evidence": {"document": document, "span": (0, 9), "quote": TEXT, "cite": CANARY},
            **fields,
        },
    )


OF_DOCUMENT = Issue(file=PAPER.name, row=0, kind="other-deadline", message=CANARY, effect="flagged")
OF_ROW = Issue(file="many.csv", row=4, kind="bad-date", message=CANARY, effect="flagged")
OF_OTHERS = Issue(file="many.csv", row=9, kind="bad-date", message="no day", effect="flagged")
ROWS = {"document": None, "file": "a" * 64, "cite": CANARY}


@pytest.fixture
def full(ledger, clock) -> Ledger:
    """A ledger in which a source speaks, alone and among others, and others speak."""
    reading = Origin("reading", PAPER.name, SHA256, "ana")
    ledger.append(reading, [told(1), told(2, status="proposed")], [OF_DOCUMENT], paper=PAPER)
    mixed = [told(3, evidence={**ROWS, "row": 4}), said(4, evidence={**ROWS, "row": 9, "cite": "theirs"})]
    ledger.append(Origin("table", "many.csv", "a" * 64), mixed, [OF_ROW, OF_OTHERS])
    ledger.decide(told(1).content_digest, Status.REJECTED, "bo", f"{CANARY} was not there")
    ledger.decide(told(1).content_digest, Status.ACCEPTED, "bo", "")
    ledger.decide(said(4, evidence=mixed[1].evidence).content_digest, Status.REJECTED, "bo", "a rumour")
    clock.turn(days=1)
    return ledger


def words_of(ledger: Ledger) -> str:
    """Everything that can be asked of a ledger, as one text."""
    asked = (
        list(ledger.claims()),
        ledger.issues(),
        ledger.documents(),
        ledger.batches(),
        ledger.custody(),
        ledger.retractions(),
        [ledger.decisions(claim.claim_id) for claim in ledger.claims()],
    )
    return repr(asked)


def test_the_words_are_gone_and_the_chain_holds(full):
    assert CANARY in words_of(full)
    done = full.forget(FORGET)
    assert CANARY not in words_of(full)
    found = full.verify()
    assert found.faults == ()
    assert found.tombstones == sum(done.places.values()) == 8
    assert done.places == {"claims": 3, "decisions": 1, "documents": 1, "entries": 1, "issues": 2}


def test_what_others_said_stays(full):
    full.forget(FORGET)
    kept = full.claim(said(4, evidence={**ROWS, "row": 9, "cite": "theirs"}).content_digest)
    assert kept.says == "shelling number 4"
    assert OF_OTHERS in full.issues()
    assert "a rumour" in {one.why for one in full.decisions(kept.claim_id)}
    assert [batch.origin.name for batch in full.batches()] == [WITHDRAWN, "many.csv"]


def test_the_facts_stay_under_the_same_id_and_are_found_the_same_way(full):
    full.forget(FORGET)
    claim = full.claim(told(1).content_digest)
    assert (claim.says, claim.status) == (WITHDRAWN, Status.WITHDRAWN)
    assert (claim.act, claim.parties, claim.place[0].lat, claim.quantity[0].best) == (
        told(1).act,
        {"north"},
        35.5,
        2,
    )
    by_norm = EvidenceQuery(norms=frozenset({"no-fire"}), parties=frozenset({"north"}))
    assert claim in list(full.claims(by_norm))


def test_claims_that_counted_count_no_more_and_did_before(full, clock):
    before = clock.moment - timedelta(hours=1)
    assert full.forget(FORGET).withdrawn == 3
    assert {claim.status for claim in full.claims() if claim.source.id == REFERENCE} == {Status.WITHDRAWN}
    then = [claim for claim in full.claims(EvidenceQuery(known_at=before)) if claim.source.id == REFERENCE]
    assert [(claim.says, claim.status) for claim in then] == [
        (WITHDRAWN, Status.ACCEPTED),
        (WITHDRAWN, Status.PROPOSED),
        (WITHDRAWN, Status.ACCEPTED),
    ]


def test_a_tombstone_says_what_stood_there_who_took_it_out_when_whose_and_why(full, clock):
    position = full.forget(FORGET).position
    (stone,) = [one for one in full.tombstones() if one.tombstone.of_table == "documents"]
    assert stone.tombstone[:4] == (position, "documents", SHA256, digest_bytes(PAPER.name.encode()))
    assert (stone.tombstone.consent, stone.by, stone.why) == (REFERENCE, "ana", "asked to be forgotten")
    assert stone.at == clock.moment


def test_the_bytes_of_a_document_are_gone(full, tmp_path):
    full.forget(FORGET)
    full.purge()
    with pytest.raises(InputError, match="words were withdrawn"):
        full.document(SHA256)
    assert not list(tmp_path.rglob(SHA256))


def test_a_document_in_which_others_speak_is_left_unless_it_is_named(full):
    full.append(Origin("claims", "more"), [told(7, OTHER)])
    again = Doing(Deed.FORGOTTEN, REFERENCE, "ana", "asked again")
    with pytest.raises(InputError, match="no claim of the source rests on it"):
        full.forget(again, ["ffff"])
    assert full.forget(FORGET).shared == (SHA256,)
    assert full.document(SHA256) == PAPER.content
    assert full.forget(again, [SHA256[:8]]).documents == (SHA256,)
    other = full.claim(told(7, OTHER).content_digest)
    assert (other.says, other.status) == (WITHDRAWN, Status.ACCEPTED)
    assert full.verify().holds


def test_signed_acts_and_other_records_of_the_case_are_never_taken_out(full):
    record = Paper(b"{}", "acts.jsonl", "application/vnd.truceline.acts+jsonl")
    kept = digest_bytes(record.content)
    full.append(Origin("acts", "acts.jsonl", kept), [told(8, document=kept)], paper=record)
    assert full.forget(FORGET).documents == (SHA256,)
    assert full.document(kept) == record.content


def test_what_had_no_words_before_is_no_fault_afterwards(full):
    """Such as a claim out of another ledger, where it was forgotten too; and names that look withdrawn."""
    empty = wordless(told(1, document=None))
    paper = Paper(b"a note", WITHDRAWN, "text/plain")
    resting = told(9, document=digest_bytes(paper.content))
    full.append(Origin("reading", WITHDRAWN), [empty, resting], paper=paper)
    full.decide(resting.content_digest, Status.REJECTED, "bo", WITHDRAWN)
    assert full.verify().holds
    full.forget(FORGET)
    assert full.verify().faults == ()


def test_forgetting_again_takes_out_nothing_twice(full):
    full.forget(FORGET)
    again = full.forget(FORGET)
    assert (again.withdrawn, sum(again.places.values()), again.documents) == (0, 0, ())
    assert full.verify().holds


def test_words_can_be_left_and_taken_out_later(full):
    assert not full.forget(FORGET, with_words=False).places
    assert CANARY in words_of(full)
    assert full.forget(FORGET).places
    assert CANARY not in words_of(full)


def test_nothing_of_a_source_that_withdrew_consent_is_entered_again(full):
    full.forget(FORGET)
    before = full.position
    assert full.append(Origin("claims", "c"), [told(1)]).added == 0
    with pytest.raises(InputError, match="withdrew consent"):
        full.append(Origin("claims", "c"), [said(50), told(9)])
    with pytest.raises(InputError, match="words were withdrawn"):
        full.add_document(*PAPER)
    with pytest.raises(InputError, match="words were withdrawn"):
        full.append(Origin("reading", PAPER.name, SHA256), [said(51)], paper=PAPER)
    assert full.position == before


def test_a_claim_that_cannot_be_read_stops_it_before_anything_is_erased(full, monkeypatch):
    monkeypatch.setattr("truceline.ledger.erasing.Claim", Issue)  # what no claim's content is
    with pytest.raises(CaseError, match="nothing was erased"):
        full.forget(FORGET)
    assert CANARY in words_of(full)


def test_a_ledger_goes_on_after_words_were_withdrawn(full):
    full.forget(FORGET)
    assert full.append(Origin("claims", "c"), [said(60)]).added == 1
    mark = full.mark()
    full.forget(Doing(Deed.FORGOTTEN, OTHER, "bo", "moved away"))
    assert full.verify([mark]).holds


def test_what_is_left_is_what_the_rule_leaves(full):
    full.forget(FORGET)
    held = full.of_source(REFERENCE)[0]
    assert held.content == wordless(told(1)).content().decode()
