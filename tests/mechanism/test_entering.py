from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.mechanism.conftest import SIGNERS, START, deed, enter, trust

from truceline.case.folder import Case
from truceline.errors import CaseError, InputError
from truceline.ledger.entry import Recording
from truceline.ledger.signers import KeyStanding, Role
from truceline.mechanism.entering import Given
from truceline.mechanism.signed import PURPOSE, Signed

MESSAGE = {"message": "m-1", "to": "south", "subject": "Firing at the ford", "text": "Who fired?"}


def sent(case: Case, who: str = "north-liaison", **changed) -> Signed:
    return Signed.by(SIGNERS[who], deed(case, who, "send", **MESSAGE | changed))


def refused(case: Case, *signed: Signed) -> str:
    """What is said of acts that cannot be made; the ledger stays where it was."""
    before = case.ledger.position
    with pytest.raises(InputError) as caught:
        case.mechanism.enter([Given(one) for one in signed])
    assert case.ledger.position == before
    return str(caught.value)


def test_an_act_becomes_a_claim_that_rests_on_the_signed_document(case, act):
    receipt = act("north-liaison", "send", **MESSAGE)
    (claim,) = case.ledger.claims()
    assert claim.claim_id == receipt.claims[0].claim_id
    assert claim.says == "north sends south the message m-1: Firing at the ford."
    held = case.ledger.document(claim.evidence.document).splitlines()[claim.evidence.row - 1]
    assert held + b"\n" == receipt.entered[0].line()


def test_the_text_of_an_act_is_in_no_claim(case, act):
    act("north-liaison", "send", **MESSAGE)
    assert all("Who fired" not in claim.model_dump_json() for claim in case.ledger.claims())


def test_the_same_act_again_adds_nothing(case):
    once = Given(sent(case))
    assert len(case.mechanism.enter([once, once]).entered) == 1
    before = case.ledger.position
    again = case.mechanism.enter([once])
    assert (again.already_there, again.entered, case.ledger.position) == (1, (), before)


def test_an_act_that_is_there_is_passed_over_with_its_signer_s_signature_alone(case):
    once = sent(case)
    case.mechanism.enter([Given(once)])
    stranger = SIGNERS["south-liaison"].sign(once.written, PURPOSE)
    before = case.ledger.position
    for forged in (
        replace(once, signature=SIGNERS["north-liaison"].sign(once.written, "checkpoint").text),
        replace(once, signature="AAAA"),
        replace(once, key=str(stranger.key), signature=stranger.text),
    ):
        with pytest.raises(InputError, match="signature"):
            case.mechanism.enter([Given(forged, "acts.jsonl", 3)])
        with pytest.raises(InputError, match="signature"):
            case.mechanism.enter([Given(once), Given(forged)], dry_run=True)
    assert case.ledger.position == before


def test_a_dry_run_shows_the_claims_and_keeps_nothing(case):
    before = case.ledger.position
    receipt = case.mechanism.enter([Given(sent(case))], dry_run=True)
    assert [claim.act for claim in receipt.claims] == ["notify"]
    assert case.ledger.position == before
    assert not case.mechanism.record().matters


# Signatures


def test_an_act_changed_after_it_was_signed_is_refused(case):
    true = sent(case)
    forged = replace(sent(case, subject="We apologise"), signature=true.signature)
    assert "was changed" in refused(case, forged)


def test_an_act_signed_for_another_purpose_is_refused(case):
    true = sent(case)
    other = SIGNERS["north-liaison"].sign(true.written, "checkpoint")
    assert "was changed" in refused(case, replace(true, signature=other.text))


def test_a_signature_that_is_none_is_refused(case):
    assert "64 bytes" in refused(case, replace(sent(case), signature="aGVsbG8="))


def test_a_key_that_nobody_trusts_is_refused(case):
    stranger = SIGNERS["north-liaison"].__class__.new("north-liaison")
    assert "nobody trusted that key" in refused(
        case, Signed.by(stranger, deed(case, "north-liaison", "send", **MESSAGE))
    )


def test_one_guarantor_cannot_sign_as_the_other(case):
    as_south = deed(case, "south-liaison", "send", **MESSAGE | {"to": "north"})
    with_own_name = as_south.model_copy(update={"signer": "north-liaison"})
    assert "not of 'south-liaison'" in refused(case, Signed.by(SIGNERS["north-liaison"], as_south))
    assert "signs for north, not for south" in refused(
        case, Signed.by(SIGNERS["north-liaison"], with_own_name)
    )


def test_a_key_trusted_for_both_sides_signs_for_none(case):
    later = START + timedelta(days=2)
    case.ledger.trust([trust("north-liaison", "south", Role.LIAISON, later)])
    assert "a key is one side's" in refused(case, sent(case))


def test_an_act_is_not_made_in_a_role_that_is_not_its_own(case):
    assert "is observer, and this act is not made as that (allowed: liaison)" in refused(
        case, sent(case, "north-observer")
    )


def test_an_act_of_a_party_is_not_made_for_none(case):
    case.ledger.trust([trust("publisher", None, Role.LIAISON, START)])
    assert "acts for no party" in refused(case, sent(case, "publisher"))


def test_nothing_comes_in_from_a_revoked_key_whatever_day_it_bears(case):
    kept = sent(case)
    case.ledger._clock.at += timedelta(days=3)
    gone = {"standing": KeyStanding.REVOKED, "at": case.ledger.now}
    case.ledger.trust([trust("north-liaison", "north", Role.LIAISON)._replace(**gone)])
    assert "was revoked" in refused(case, kept)


def test_what_a_key_signed_before_it_was_revoked_still_counts(case, act, matter):
    act("north-liaison", "send", **MESSAGE)
    gone = {"standing": KeyStanding.REVOKED, "at": case.ledger.now}
    case.ledger.trust([trust("north-liaison", "north", Role.LIAISON)._replace(**gone)])
    assert matter("message", "m-1").state == "sent"
    (there,) = (one.signed for one in case.mechanism.acts())
    assert case.mechanism.enter([Given(there)]).already_there == 1


# Days and places


def test_an_act_of_tomorrow_is_refused(case):
    tomorrow = (START + timedelta(days=1)).isoformat()
    assert "yet to come" in refused(case, sent(case, made_at=tomorrow))


def test_an_act_of_another_mechanism_is_refused(case):
    assert "made under 'other'" in refused(case, sent(case, agreement="other"))


def test_an_answer_cannot_be_older_than_what_it_answers(case, act):
    case.ledger._clock.at += timedelta(days=1)
    act("north-liaison", "send", **MESSAGE)
    early = deed(case, "south-liaison", "acknowledge", message="m-1", made_at=START.isoformat())
    assert "did not exist yet" in refused(case, Signed.by(SIGNERS["south-liaison"], early))


# All or none


def test_one_wrong_act_keeps_all_others_out_and_every_problem_is_told(case):
    told = refused(
        case, sent(case), sent(case, message="m-2", to="nobody"), sent(case, message="m-3", to="west")
    )
    assert "'nobody' is no other party" in told
    assert "'west' is no other party" in told
    assert not case.mechanism.record().matters


def test_acts_of_one_file_may_build_on_each_other(case, matter):
    reply = Signed.by(SIGNERS["south-liaison"], deed(case, "south-liaison", "acknowledge", message="m-1"))
    case.mechanism.enter([Given(sent(case)), Given(reply)])
    assert matter("message", "m-1").state == "acknowledged"


def test_two_who_open_the_same_matter_at_once_do_not_both_succeed(case, monkeypatch):
    """Another process enters its act between the first look and the write."""
    other = Case.open(case.folder, clock=case.ledger._clock)
    append = case.ledger.append

    def late(*args, **kwargs):
        monkeypatch.undo()
        enter(other, "mission-liaison", "send", **MESSAGE)
        return append(*args, **kwargs)

    monkeypatch.setattr(case.ledger, "append", late)
    with pytest.raises(InputError, match="there is a message m-1 already"):
        case.mechanism.enter([Given(sent(case))])
    record = case.mechanism.record()
    assert len(record.acts) == 1
    assert record.matters["message", "m-1"].first.deed.party == "mission"


# What is known when


def test_a_record_as_known_earlier_sees_no_later_act(case, act):
    act("north-liaison", "send", **MESSAGE)
    then = case.ledger.now - timedelta(minutes=30)
    position = case.ledger.position
    act("south-liaison", "acknowledge", message="m-1")
    mechanism = case.mechanism
    assert mechanism.record().matters["message", "m-1"].state == "acknowledged"
    assert mechanism.record(known_at=then).matters["message", "m-1"].state == "sent"
    assert mechanism.record(position=position).matters["message", "m-1"].state == "sent"
    assert not mechanism.record(known_at=START - timedelta(days=1)).matters


def test_acts_entered_for_a_back_test_are_known_from_the_day_they_bear(case, matter):
    stated = sent(case)
    case.ledger._clock.at += timedelta(days=30)
    case.mechanism.enter([Given(stated)], recorded=Recording.STATED)
    assert case.mechanism.record(known_at=START + timedelta(days=1)).matters
    (claim,) = case.ledger.claims()
    assert claim.recorded_at == START


def test_an_act_known_before_what_it_answers_is_left_out_and_named(case):
    message = sent(case)
    case.ledger._clock.at += timedelta(hours=1)
    reply = Signed.by(SIGNERS["south-liaison"], deed(case, "south-liaison", "acknowledge", message="m-1"))
    case.ledger._clock.at += timedelta(days=9)
    case.mechanism.enter([Given(message)])
    case.mechanism.enter([Given(reply)], recorded=Recording.STATED)
    assert not case.mechanism.record().left_out
    record = case.mechanism.record(known_at=START + timedelta(days=2))
    assert [one.refusal.message for one in record.left_out] == ["there is no message m-1"]


def test_a_changed_document_is_found_when_acts_are_read(case, act):
    act("north-liaison", "send", **MESSAGE)
    (document,) = case.ledger.documents()
    path = Path(case.folder) / "documents" / document.sha256
    path.write_bytes(path.read_bytes().replace(b"south", b"north"))
    with pytest.raises(CaseError, match="was changed after it was kept"):
        case.mechanism.record()


def test_an_act_that_came_into_the_ledger_unsigned_does_not_count(case, act):
    """Whoever can write to the database itself can put a document there; the fold does not trust it."""
    true = sent(case)
    forged = replace(sent(case, message="m-9"), signature=true.signature)
    line = forged.line()
    from truceline.ledger.documents import Paper
    from truceline.ledger.entry import Origin
    from truceline.mechanism.media import MEDIA_TYPE

    case.ledger.append(Origin("act", "x"), (), paper=Paper(line, "x.jsonl", MEDIA_TYPE))
    record = case.mechanism.record()
    assert not record.matters
    assert "was changed" in record.left_out[0].refusal.message


def test_an_act_overtakes_another_of_the_same_file(case):
    case.ledger._clock.at += timedelta(days=20)
    figures = [deed(case, "north-liaison", "count", where="hama", on="2030-01-07", firings=n) for n in (3, 5)]
    case.mechanism.enter([Given(Signed.by(SIGNERS["north-liaison"], one)) for one in figures])
    assert [(one.quantity[0].best, one.status) for one in case.ledger.claims()] == [
        (3, "superseded"),
        (5, "accepted"),
    ]
