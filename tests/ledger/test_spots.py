from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.map.making import ORIGIN, many, told

from truceline.evidence.claim import Status
from truceline.ledger.entry import Recording
from truceline.ledger.spots import STATUSES
from truceline.ledger.store import Ledger

STEPS = st.lists(st.sampled_from(["more", "reject", "accept", "correct"]), min_size=1, max_size=6)


def grown(ledger, steps):
    ledger.append(ORIGIN, list(many(5)), recorded=Recording.PUBLISHED)
    for number, step in enumerate(steps, start=10):
        last = list(ledger.claims())[-1]
        if step == "more":
            ledger.append(ORIGIN, [told(number), told(number + 100, place=[{"text": "nowhere"}])])
        elif step == "correct":
            ledger.append(ORIGIN, [told(number, supersedes=last.claim_id)])
        else:
            status = Status.REJECTED if step == "reject" else Status.ACCEPTED
            ledger.decide(last.claim_id, status, "somebody", "so it is")
        yield


@settings(max_examples=12)
@given(STEPS)
def test_statuses_are_those_that_the_claims_have(new_file, steps):
    ledger = Ledger.open(new_file())
    known = None
    for _ in grown(ledger, steps):
        known = ledger.spots(known)
        held = [one for one in ledger.claims() if one.place[0].is_point]
        assert [STATUSES[code] for code in ledger.standings(known).status] == [
            str(one.status) for one in held
        ]


def test_spots_are_the_same_in_both_databases_and_kept_up_or_read_anew(fresh):
    ledger = fresh()
    known = None
    for _ in grown(ledger, ["more", "correct", "more"]):
        known = ledger.spots(known)
    whole = ledger.spots()
    assert whole.position == known.position
    assert whole.party_sets == known.party_sets
    assert whole.unplaced == known.unplaced == 2
    for name in whole.columns:
        np.testing.assert_array_equal(whole[name], known[name])


def test_nothing_new_reads_nothing(fresh):
    ledger = fresh()
    ledger.append(ORIGIN, [told(1)])
    known = ledger.spots()
    assert ledger.spots(known) is known


def test_what_was_recorded_later_was_not_known_then(fresh):
    ledger = fresh()
    ledger.append(ORIGIN, [told(1)], recorded=Recording.PUBLISHED)
    spots = ledger.spots()
    before, after = datetime(2018, 11, 1, tzinfo=UTC), datetime(2018, 11, 20, tzinfo=UTC)
    assert not ledger.standings(spots, before).known.any()
    assert ledger.standings(spots, after).known.all()


def test_claims_that_are_not_for_everybody_are_known_by_their_ids(fresh):
    ledger = fresh()
    secret, public = told(1, sensitivity="secret", kind="statement").identified(), told(2).identified()
    ledger.append(ORIGIN, [secret, public])
    spots = ledger.spots()
    today = datetime(2019, 1, 1, tzinfo=UTC).date()
    assert spots.is_hidden(secret.claim_id, today)
    assert not spots.is_hidden(public.claim_id, today)


def test_a_claim_is_found_again_by_its_number(fresh):
    ledger = fresh()
    claim = told(1).identified()
    ledger.append(ORIGIN, [claim])
    (seq,) = ledger.spots()["seq"].tolist()
    words = ledger.words_of([seq])[seq]
    assert (words.claim_id, words.says, words.place) == (claim.claim_id, claim.says, "a village")
