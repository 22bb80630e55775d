"""The desk: decisions kept with who and when, corrections, undoing, and what accepting would change."""

from __future__ import annotations

from datetime import date

import pytest
from tests.case.test_editing import read

from truceline.case.context import AROUND, Contexts
from truceline.case.reviewing import Desk, day_for, document_of, effect
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.evidence.claim import Status
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin

MARCH = date(2020, 3, 11)
ORIGIN = Origin("reading", "report.txt")


@pytest.fixture
def claim(case):
    """A claim that waits for a decision."""
    made = read(source={"id": "post", "family": "post", "reliability": "A", "credibility": 1})
    case.ledger.append(ORIGIN, [made])
    return case.ledger.claim(made.claim_id)


@pytest.fixture
def desk(case):
    return Desk(case, "reviewer")


def status(case, claim):
    return case.ledger.claim(claim.claim_id).status


def standing(case, day=MARCH):
    return case.assess(Frame(as_of=day)).status("no-fire").standing


def test_a_claim_counts_when_it_is_accepted_and_not_before(case, desk, claim):
    before = standing(case)
    assert desk.decide([claim], Status.ACCEPTED, "seen by two") == (claim,)
    assert (before, standing(case)) == ("unproven", "breached")
    (decision,) = case.ledger.decisions(claim.claim_id)
    assert (decision.by, decision.why, decision.status) == ("reviewer", "seen by two", "accepted")


def test_what_stands_so_already_is_left(case, desk, claim):
    desk.decide([claim], Status.ACCEPTED)
    assert desk.decide([case.ledger.claim(claim.claim_id)], Status.ACCEPTED) == ()
    assert len(case.ledger.decisions(claim.claim_id)) == 1


def test_the_last_decision_is_undone_by_another(case, desk, claim):
    desk.decide([claim], Status.REJECTED)
    assert desk.undo() == (claim.claim_id,)
    assert status(case, claim) is Status.PROPOSED
    assert [one.why for one in case.ledger.decisions(claim.claim_id)] == ["", "undone"]
    assert desk.undo() == ()


def test_an_accepted_correction_overtakes_the_claim(case, desk, claim):
    made = desk.edit(claim, ["who=Northland"], "misread")
    assert status(case, made) is Status.ACCEPTED
    assert status(case, claim) is Status.SUPERSEDED
    assert case.ledger.claim(made.claim_id).decided_by == "reviewer"
    assert [one.why for one in case.ledger.decisions(made.claim_id)] == ["misread"]


def test_a_claim_that_was_corrected_is_corrected_no_second_time(case, desk, claim):
    desk.edit(claim, ["who=Northland"])
    with pytest.raises(InputError, match="corrected already"):
        desk.edit(case.ledger.claim(claim.claim_id), ["who=Southland"])


def test_a_correction_may_stay_proposed(case, desk, claim):
    made = desk.edit(claim, ["who=Northland"], accept=False)
    assert (status(case, made), status(case, claim)) == (Status.PROPOSED, Status.SUPERSEDED)


def test_a_proposed_correction_leaves_an_accepted_claim_in_force(case, desk, claim):
    desk.decide([claim], Status.ACCEPTED)
    made = desk.edit(case.ledger.claim(claim.claim_id), ["who=Northland"], accept=False)
    assert status(case, claim) is Status.ACCEPTED
    desk.decide([case.ledger.claim(made.claim_id)], Status.ACCEPTED)
    assert status(case, claim) is Status.SUPERSEDED


@pytest.mark.parametrize("accept", [True, False])
def test_a_correction_is_undone_and_made_again(case, desk, claim, accept):
    made = desk.edit(claim, ["who=Northland"], accept=accept)
    desk.undo()
    assert (status(case, made), status(case, claim)) == (Status.WITHDRAWN, Status.PROPOSED)
    again = desk.edit(case.ledger.claim(claim.claim_id), ["who=Northland"], accept=accept)
    assert again.claim_id == made.claim_id
    assert status(case, made) is (Status.ACCEPTED if accept else Status.PROPOSED)
    assert status(case, claim) is Status.SUPERSEDED


# What it would change --------------------------------------------------------------------------------


def test_the_effect_is_told_before_anything_is_stored(case, claim):
    found = effect(case, [claim], MARCH)
    (change,) = [one for one in found.changes if one.norm == "no-fire" and one.part is None]
    assert (change.before.standing, change.after.standing) == ("unproven", "breached")
    assert change.is_change
    assert change.is_shift
    assert status(case, claim) is Status.PROPOSED


def test_a_claim_that_weighs_too_little_shifts_and_changes_nothing(case):
    weak = read()
    (change,) = [one for one in effect(case, [weak], MARCH).changes if one.part is None]
    assert (change.is_change, change.is_shift) == (False, True)
    assert change.weights[0] == (0.0, 0.0)
    assert 0 < change.weights[1][1] < 0.75


def test_a_claim_that_bears_on_a_norm_is_shown_there_though_it_changes_nothing(case):
    planned = read(modality="intended", kind="statement", aspect="not_started")
    (change,) = effect(case, [planned], MARCH).changes
    assert (change.norm, change.is_change, change.is_shift) == ("no-fire", False, False)


def test_without_claims_nothing_changes(case):
    assert effect(case, [], MARCH).changes == ()


def test_the_day_of_an_undated_report_is_today(case):
    assert day_for(case, MARCH) == MARCH
    assert day_for(case, None) > date(2025, 1, 1)


# Documents and contexts ------------------------------------------------------------------------------


def held(case, text, name="report.txt"):
    return case.add_document(text.encode(), name, "text/plain")


def test_documents_are_named_by_name_or_digest(case):
    first, second = held(case, "one"), held(case, "two", "other.txt")
    assert document_of(case, "report.txt").sha256 == first
    assert document_of(case, second[:8]).sha256 == second
    with pytest.raises(InputError, match="no document is called 'nope'"):
        document_of(case, "nope")
    third = held(case, "three")
    with pytest.raises(InputError, match="several documents"):
        document_of(case, "report.txt")
    assert document_of(case, third).sha256 == third


def test_a_claim_is_shown_among_its_neighbours(case):
    text = f"Before it. {'word ' * 100}\n\nSouthland shelled Ford. After it."
    sha256 = held(case, text)
    start = text.index("Southland")
    claim = read(evidence={"document": sha256, "span": (start, start + 23), "quote": "x"})
    context = Contexts(case).of(claim)
    assert (context.quote, context.after, context.start) == ("Southland shelled Ford.", "After it.", start)
    assert context.before.startswith("... word word")
    assert len(context.before) <= AROUND + 4


def test_what_follows_is_cut_between_words(case):
    text = f"Southland shelled Ford. {'word ' * 400}"
    claim = read(evidence={"document": held(case, text), "span": (0, 23), "quote": "x"})
    contexts = Contexts(case)
    assert contexts.of(claim).after.endswith("word ...")
    assert contexts.of(claim) == contexts.of(claim)


def test_a_claim_without_a_held_document_has_no_context(case):
    assert Contexts(case).of(read()) is None
    assert Contexts(case).of(read(evidence={"cite": "a book"})) is None


def test_a_paper_comes_with_its_claims_or_not_at_all(case):
    paper = Paper(b"text", "report.txt", "text/plain")
    with pytest.raises(InputError):
        case.ledger.append(ORIGIN, [read()], paper=paper, decided=[_nobody()])
    assert (case.ledger.documents(), case.ledger.position) == ((), 0)


def _nobody():
    from truceline.ledger.deciding import Verdict

    return Verdict("0" * 64, Status.ACCEPTED, "me", "")
