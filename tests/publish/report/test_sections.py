"""The other sections: zones, withdrawals, patrols, access, words, dealings, outlook, sources, proofs."""

from __future__ import annotations

from datetime import date

from tests.publish.making import assessment, part, status
from tests.publish.report.materials import AS_OF, bare, full, told, written

from truceline.assess.result import Due, TableRef
from truceline.publish.report.composed import Table


def test_a_line_stands_as_its_worst_segment_does():
    assert "Front | line | agreed" in told(written(full()), "zones")
    assert "Front | west | agreed | The North | The South" in told(written(full()), "zones")


def test_what_was_declared_stands_beside_what_was_counted_and_seen_with_its_depth():
    words = told(written(full("a gun")), "withdrawals")
    assert "The North | guns | The strip | 10\xa0Feb\xa02030 | 9 | 7 | short | 1" in words
    assert "9\xa0Feb\xa02030 | a gun | The North | 3 | 70\xa0% | 4.2 | a gun" in words
    assert "A declaration is its party's word." in words
    assert "The North | s1 | 9 of guns | 2 of guns" in words


def test_a_withdrawal_that_nobody_counted_is_not_called_verified():
    one = full().withdrawals[0]
    uncounted = one.seen.model_copy(update={"counted": None, "state": "declared done", "seen": ()})
    facts = full(withdrawals=(one.model_copy(update={"seen": uncounted}),))
    assert "not counted | declared done | 0" in told(written(facts), "withdrawals")


def test_a_patrol_tells_whose_own_word_there_is_for_it():
    words = told(written(full()), "patrols")
    assert "The North and The South | The North | The strip | joint | done | 3 | 40\xa0% | guns" in words
    assert "How The strip was watched" in words


def test_a_denial_gives_the_reason_in_its_own_words():
    words = told(written(full("no entry today")), "access")
    assert "observers | The strip | The North | no entry today | 45" in words
    assert "r1 | The strip | limited" in words


def test_words_are_kept_apart_from_conduct_and_tell_their_condition():
    words = told(written(full("if they leave")), "postures")
    assert "The North | Guns leave the strip | refuses | 9\xa0Feb\xa02030" in words
    assert "The North: if they leave Condition: if they leave. (if they leave (B2))" in words


def test_who_is_silent_on_a_request_is_said():
    words = told(written(full()), "liaison")
    assert "half granted | The South until 10\xa0Feb\xa02030 |  | Patron" in words
    assert "verified | The North | The North | assessed | The North" in words
    assert "The North | The South | answer | 3 | 2 | 4 | 9.5 | 1" in words


def test_a_source_with_nothing_new_is_named():
    words = told(written(full("radio")), "limits")
    assert "Nothing new in the period from: radio." in words


def test_without_a_patrol_absence_is_proven_nowhere_by_one():
    assert "No patrol has reported on any zone" in told(written(bare()), "limits")


def test_a_table_that_is_counted_beside_the_claims_is_named():
    told_table = TableRef(
        name="ged.csv", sha256="f" * 64, rows=1234, issues=0, attached_at="2030-01-01T00:00:00Z", used=True
    )
    facts = bare(now=assessment(AS_OF, violations=(), tables=(told_table,)))
    assert "Table ged.csv is counted beside the claims: 1,234 rows." in told(written(facts), "limits")


def test_a_proof_tells_the_weightiest_claims_and_counts_the_rest():
    words = told(written(full("a stone")), "proofs")
    assert "Guns leave the strip" in words
    assert "and 5 more claims for" in words
    assert "1 claim set aside: a stone." in words
    assert "What would change it:" in words


def test_a_standing_that_hangs_on_something_says_on_what():
    words = told(written(full("if it rains")), "obligations")
    assert "Guns leave the strip: breached if it rains." in words
    assert "depends on how the text is read (depth): wide: breached." in words
    assert "answerable besides: Patron." in words


def test_how_it_was_made_names_encoding_frame_and_ledger():
    words = told(written(full()), "made")
    assert "Agreement: river-2030, encoding revision 2." in words
    assert "Unclear phrases are read so: depth: narrow." in words


EARLY = date(2029, 12, 20)
"""Before the truce is in force."""


def heads(report):
    """The columns of the matrix."""
    (matrix,) = (one for one in report.sections if one.key == "obligations")
    return next(block.heads for block in matrix.blocks if isinstance(block, Table))


def early():
    asked = status(phase="dormant", standing="not_yet_due", due=(Due(by=date(2029, 12, 28), source="text"),))
    return written(bare(now=assessment(EARLY, norms=(asked,), violations=()), since=EARLY))


def test_before_the_first_day_nobody_is_bound_or_answerable():
    words = told(early(), "obligations")
    assert "not in force before 1\xa0Jan\xa02030: it binds nobody yet" in words
    assert "answerable besides" not in words
    assert "Deadline" in heads(early())
    assert "Days left" not in heads(early()), "no days are left to somebody who owes nothing yet"


def test_an_agreement_without_deadlines_has_no_columns_for_them():
    undated = bare(now=assessment(AS_OF, norms=(status(due=(), pace=None),), violations=()))
    assert heads(written(undated)) == ("Promise", "Party", "Standing", "Shown kept", "Still possible")


def test_before_the_first_day_no_deadline_is_coming():
    assert "due by" not in told(early(), "changed")


def test_from_the_first_day_on_who_answers_is_told():
    first = assessment(date(2030, 1, 1), norms=(status(phase="in_force"),), violations=())
    words = told(written(bare(now=first, since=date(2030, 1, 1))), "obligations")
    assert "answerable besides: Patron" in words
    assert "binds nobody yet" not in words


def test_who_has_kept_his_part_is_not_told_to_be_behind():
    parts = (part("north", standing="fulfilled", degree=(1, 1)), part("south", standing="breached"))
    late = status(parts=parts, pace="behind", due=(Due(by=AS_OF, source="text"),))
    (matrix,) = (
        one
        for one in written(bare(now=assessment(AS_OF, norms=(late,), violations=()))).sections
        if one.key == "obligations"
    )
    rows = next(block.rows for block in matrix.blocks if isinstance(block, Table))
    assert [(row.cells[2].text, row.cells[5].text) for row in rows] == [
        ("fulfilled", ""),
        ("breached", "behind"),
    ]
