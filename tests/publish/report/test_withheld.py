"""What is secret is counted, and its place is told to nobody."""

from __future__ import annotations

from tests.publish.making import assessment, cited, entry
from tests.publish.report.materials import AS_OF, full, told, written

from truceline.publish.report.facts import Quoted
from truceline.publish.report.withheld import (
    judged_without_words,
    without_secret_places,
    without_secret_sightings,
)

SECRET, OPEN = Quoted(words="at the depot", sensitivity="secret"), Quoted(words="in the open")


def test_an_entry_that_secret_claims_alone_tell_of_loses_its_place():
    quotes = {cited(1).claim_id: SECRET}
    told_ = without_secret_places(assessment(AS_OF, violations=(entry(1),)), quotes).violations[0]
    assert (told_.place, told_.lat, told_.lon, told_.adm1) == ("", None, None, None)
    assert told_.killed == entry(1).killed


def test_one_that_somebody_told_openly_keeps_it():
    quotes = {cited(1).claim_id: SECRET, cited(2).claim_id: OPEN}
    both = entry(1, claims=(cited(1), cited(2)))
    now = assessment(AS_OF, violations=(both, entry(3, claims=(cited(9),))))
    assert without_secret_places(now, quotes) == now


def test_who_may_not_read_one_of_an_entry_s_claims_is_told_no_figure_of_all_of_them():
    both = entry(1, claims=(cited(1), cited(2)), killed=(2, 2, 5), target=("south",), count=(4, 4, 4))
    now = assessment(AS_OF, violations=(both,))
    hidden = judged_without_words(now, frozenset({cited(2).claim_id}), "(secret)").violations[0]
    assert (hidden.killed, hidden.target, hidden.count) == (None, (), (None, None, None))
    assert hidden.place == both.place
    assert judged_without_words(now, frozenset({cited(7).claim_id}), "(secret)").violations == (both,)


def test_a_secret_sighting_is_counted_and_not_told():
    one = full("at the depot").withdrawals[0]
    quotes = {one.seen.seen[0].claim_id: SECRET}
    (guarded,) = without_secret_sightings((one,), quotes)
    assert (guarded.seen.seen, guarded.withheld) == ((), 1)
    words = told(written(full("elsewhere", withdrawals=(guarded,))), "withdrawals")
    assert "1 secret sighting is counted and not told." in words
    assert "at the depot" not in words
