"""What changed: standings, parts, deadlines, incidents, corrections."""

from __future__ import annotations

from datetime import timedelta

from tests.publish.making import assessment, part, status
from tests.publish.report.materials import AS_OF, SINCE, bare, full, told, written

from truceline.assess.result import Due


def before(*norms):
    return assessment(SINCE - timedelta(days=1), norms=norms, violations=())


def test_a_standing_that_moved_is_told_with_both_sides_of_the_move():
    now = assessment(AS_OF, norms=(status(standing="breached", degree=(0.0, 0.0)),), violations=())
    words = told(written(bare(now=now, before=before(status()))), "changed")
    assert "Guns leave the strip: unproven before, breached now (0\xa0% shown)." in words


def test_a_degree_that_moved_alone_is_told_as_such():
    now = assessment(AS_OF, norms=(status(degree=(0.5, 1.0)),), violations=())
    words = told(written(bare(now=now, before=before(status()))), "changed")
    assert (
        "still unproven; before: 0\xa0% shown, 100\xa0% possible; now: 50\xa0% shown, 100\xa0% possible."
        in words
    )


def test_a_partys_own_part_is_told_apart():
    old = status(parts=(part("north"), part("south")))
    new = status(parts=(part("north", standing="fulfilled"), part("south")))
    now = assessment(AS_OF, norms=(new,), violations=())
    words = told(written(bare(now=now, before=before(old))), "changed")
    assert "Guns leave the strip, The North: unproven before, fulfilled now" in words
    assert "The South" not in words


def test_a_promise_that_is_new_is_told_as_such():
    now = assessment(AS_OF, norms=(status(due=()),), violations=())
    words = told(written(bare(now=now, before=before())), "changed")
    assert "Guns leave the strip: not assessed before; unproven now" in words
    assert "No standing has changed" not in words


def test_that_nothing_changed_is_said():
    now = assessment(AS_OF, norms=(status(due=()),), violations=())
    words = told(written(bare(now=now, before=before(status(due=())))), "changed")
    assert "No standing has changed since 3\xa0Feb\xa02030." in words


def test_deadlines_that_passed_and_those_ahead_are_told():
    dues = (
        Due(by=AS_OF, source="text"),
        Due(by=AS_OF + timedelta(days=1), source="text"),
        Due(by=AS_OF + timedelta(days=9), source="a rule", certain=False),
        Due(by=AS_OF + timedelta(days=99), source="text"),
    )
    now = assessment(AS_OF, norms=(status(due=dues),), violations=())
    words = told(written(bare(now=now)), "changed")
    assert "the deadline was 10\xa0Feb\xa02030." in words
    assert "due by 11\xa0Feb\xa02030, 1 day left." in words
    assert "perhaps due by 19\xa0Feb\xa02030, 9 days left." in words
    assert "May" not in words


def test_a_deadline_that_may_be_moved_is_never_told_as_past():
    now = assessment(AS_OF, norms=(status(due=(Due(by=AS_OF, source="r", certain=False),)),), violations=())
    assert "the deadline was" not in told(written(bare(now=now)), "changed")


def test_an_unattributed_incident_does_not_count_against_a_promise():
    words = told(written(full()), "changed")
    assert "2 incidents of the period are on record." in words
    assert "1 of them counts against a promise." in words


def test_a_correction_names_what_it_moved_and_who_had_been_told_otherwise():
    words = told(written(full("plain words")), "corrections")
    assert "plain words | plain words | plain words | Guns leave the strip, The North: " in words
    assert "fulfilled before, breached now" in words


def test_what_is_taken_back_leaves_nothing_in_its_place():
    one = full().corrections[0].model_copy(update={"correction": None, "moved": ()})
    words = told(written(full(corrections=(one,))), "corrections")
    assert "nothing: it is taken back" in words
    assert words.endswith("no standing")


def test_an_agreement_that_was_encoded_anew_is_told_and_only_what_both_have_is_compared():
    other = bare().now.agreement.model_copy(update={"digest": "0" * 64, "revision": 7})
    was = status("old-promise", title="The old promise is kept.")
    old = assessment(SINCE - timedelta(days=1), norms=(was,), violations=(), agreement=other)
    words = told(written(bare(before=old)), "changed")
    assert "The encoding of the agreement was changed since (revision 7 then, " in words
    assert "The old promise is kept: unproven before; not assessed now." in words
    assert "not assessed before" in words
    same = old.model_copy(update={"agreement": bare().now.agreement})
    assert "The encoding" not in told(written(bare(before=same)), "changed")
