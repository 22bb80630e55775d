"""Statuses, proofs and postures, as the public is told."""

from __future__ import annotations

from datetime import date

from tests.publish.making import cited
from tests.publish.release.world import AS_OF, ground, gun, private, public, shelling

from truceline.assess.result import Branch, Due, PartStatus
from truceline.evidence.acts import Act
from truceline.evidence.claim import Kind
from truceline.publish.release.proofs import Proofs
from truceline.publish.release.voice import Voice


def proofs(*claims) -> Proofs:
    base = ground(claims)
    return Proofs(base, Voice.of(base, private([]).now.frame))


def said(number: int, act: Act, **changes):
    fields = {
        "kind": Kind.STATEMENT,
        "act": act,
        "bears_on": ("guns-out",),
        "time": {"start": date(2030, 1, number)},
    }
    return shelling(number, number, **fields | {"published_on": date(2030, 1, number)} | changes)


def test_strengths_are_told_no_finer_than_the_standards():
    found = public([shelling(1, confidence=0.8123)]).now.status("no-shelling")
    steps = [found.proof, *found.proof.parts]
    assert {one.opposition for one in steps} <= {0.0, 0.5, 0.75, 0.9}


def test_the_axes_and_the_agreement_s_own_words_stay():
    claims = [shelling(), gun()]
    one, other = private(claims).now, public(claims).now
    for mine, its in zip(one.norms, other.norms, strict=True):
        assert (mine.norm, mine.title, mine.standing, mine.degree) == (
            its.norm,
            its.title,
            its.standing,
            its.degree,
        )
        assert [part.part for part in mine.parts] == [part.part for part in its.parts]


def test_origins_conditions_and_parts_that_the_agreement_does_not_know_are_not_told():
    one = private([gun()]).now.norms[0]
    part = one.parts[0].model_copy(update={"part": "the mill", "party": "the miller"})
    strange = one.model_copy(
        update={
            "due": (Due(by=AS_OF, source="extension-mill"), Due(by=AS_OF, source="text")),
            "branches": (Branch(standing=one.standing, condition="if the miller is right"),),
            "parts": (part,),
            "marks": ("the miller says so",),
        }
    )
    told = proofs().status(strange, ())
    assert [due.source for due in told.due] == ["", "text"]
    assert (told.branches[0].condition, told.marks) == ("", ())
    assert (told.parts[0].part, told.parts[0].party) == ("", None)


def test_a_claim_is_told_as_a_reference_with_its_days_and_its_class():
    claim = shelling(confidence=0.8123)
    (told,) = proofs(claim).cited([cited().model_copy(update={"claim_id": claim.claim_id, "label": "mill"})])
    assert (told.label, told.says, told.origin, told.rests_on, told.recorded_at) == (None, "", "", "", None)
    assert (told.grade, told.weight, told.source, told.family) == ("B2", 0.8, "B", "B")


def test_what_a_party_says_in_public_is_told_and_what_it_says_elsewhere_is_not():
    claims = [said(5, Act.AGREE), said(9, Act.REFUSE, sensitivity="restricted")]
    (posture,) = public(claims).now.postures
    assert (posture.party, posture.posture, len(posture.claims)) == ("south", "accepts", 1)
    assert public(claims[1:]).now.postures == ()


def test_a_stranger_s_posture_is_not_told():
    claims = [said(5, Act.AGREE, actor=({"text": "the miller", "party": "miller"},))]
    assert public(claims).now.postures == ()


def both_shell():
    """A promise to refrain that has a part for each party."""
    one = private([shelling()]).now.status("no-shelling")
    whole, refuted = one.proof, one.proof.model_copy(update={"verdict": "refuted"})
    part = {"performance": one.performance, "degree": one.degree, "standing": "breached"}
    parts = (
        PartStatus(
            part="north", party="north", verdict="unknown", proof=whole, **part | {"standing": "unproven"}
        ),
        PartStatus(part="south", party="south", verdict="refuted", proof=refuted, **part),
    )
    told = whole.model_copy(update={"parts": (whole, refuted), "notes": ("south: refuted",)})
    return one.model_copy(update={"parts": parts, "proof": told})


def test_no_part_of_a_promise_to_refrain_says_who_broke_it_before_a_row_may():
    told = proofs().status(both_shell(), ())
    assert (told.parts, told.proof.parts, told.proof.notes, told.would_change) == ((), (), (), ())
    assert told.standing == both_shell().standing
    named = proofs().status(both_shell(), ("south",))
    assert [part.party for part in named.parts] == ["north", "south"]
    assert len(named.proof.parts) == 2


def test_of_a_promise_to_achieve_every_party_s_own_part_is_told():
    claim = gun(day=12)
    (one, *_) = public([claim]).now.norms
    assert one.mode == "achieve"
    assert {part.party for part in one.parts} == {"north", "south"}
