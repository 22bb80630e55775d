"""Reading a report for a case: what is proposed, what is kept, and that nothing is kept twice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.case.conftest import line

from truceline.case.reading import keep, known_source, read_report, source_id
from truceline.case.telling import how_said, sentence, told
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.evidence.claim import Claim, Status

TEXT = "Southland shelled Ford on 10 March 2020.\n\nNorthland shelled Ford on 9 March 2020.\n"
DAY = date(2020, 3, 11)


@pytest.fixture
def reading(case):
    return read_report(case, TEXT.encode(), "report.txt", published=DAY)


def changed(claim, **fields):
    return Claim.model_validate({**claim.model_dump(), "claim_id": "", **fields}).identified()


def kinds(reading):
    return [issue.kind for issue in reading.issues]


# Reading ---------------------------------------------------------------------------------------------


def test_claims_are_proposed_and_rest_on_words_of_the_text(reading):
    shelled = reading.claims[0]
    assert (shelled.act, shelled.status) == ("shell", Status.PROPOSED)
    start, end = shelled.trigger.span
    assert TEXT[start:end] == shelled.trigger.text == "shelled"
    assert shelled.bears_on == ("no-fire",)
    assert shelled.evidence.document == reading.document.sha256


def test_a_read_claim_says_itself_in_a_sentence(reading):
    assert reading.claims[0].says.startswith("Southland: shell, ")
    assert reading.claims[0].says.endswith(" (asserted, completed)")
    assert reading.claims[0].claim_id == reading.claims[0].content_digest


def test_a_sentence_of_its_own_is_left_to_a_claim():
    claim = Claim.model_validate_json(line(1)).identified()
    assert told(claim) is claim


def test_what_is_denied_is_told_as_denied():
    claim = Claim.model_validate_json(line(1, polarity="negative", trend="up"))
    assert how_said(claim) == "asserted, not so, completed, going up"
    owed = changed(claim, modality="required", aspect="not_started", trend=None)
    assert how_said(owed) == "required, not to do it"
    assert sentence(changed(claim, actor=())).startswith("nobody named: shell")


def test_a_report_without_a_day_is_read_and_the_gap_is_told(case):
    reading = read_report(case, TEXT.encode(), "report.txt")
    assert reading.document.published_on is None
    assert "no-date" in kinds(reading)
    assert reading.claims


def test_a_report_older_than_the_agreement_is_flagged(case):
    assert "before-agreement" in kinds(
        read_report(case, TEXT.encode(), "report.txt", published=date(2020, 2, 28))
    )
    assert "before-agreement" not in kinds(
        read_report(case, TEXT.encode(), "report.txt", published=date(2020, 3, 1))
    )


def test_another_deadline_than_the_agreement_gives_is_flagged_and_moves_nothing(case):
    words = "Southland must withdraw its heavy guns from Ford by 20 April 2020."
    reading = read_report(case, words.encode(), "report.txt", published=DAY)
    (issue,) = [one for one in reading.issues if one.kind == "contradicts-agreement"]
    assert "guns-out: the agreement sets 2020-04-01, the report 2020-04-20" in issue.message
    assert words in issue.message
    keep(case, reading, words.encode())
    assert case.assess(Frame(as_of=date(2020, 3, 20))).status("guns-out").due[0].by == date(2020, 4, 1)


def test_letters_of_a_language_without_a_lexicon_are_told(case):
    reading = read_report(case, "Вчера было тихо.".encode(), "report.txt", published=DAY)
    assert "no-lexicon" in kinds(reading)


def test_an_unknown_language_and_an_unreadable_file_are_refused(case):
    with pytest.raises(InputError, match="lexicon"):
        read_report(case, TEXT.encode(), "report.txt", language="xx")
    with pytest.raises(InputError, match="empty"):
        read_report(case, b"", "report.txt")


def test_progress_is_told_to_the_end(case):
    steps = []
    read_report(case, TEXT.encode(), "a.txt", published=DAY, progress=lambda *step: steps.append(step))
    assert steps[-1] == (2, 2)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Report 7.txt", "report-7"),
        ("stdin", "stdin"),
        (".txt", "txt"),
        ("a/b-c.v2.pdf", "b-c-v2"),
        ("?", "report"),
    ],
)
def test_a_source_is_named_after_the_file(name, source):
    assert source_id(name) == source


# Keeping ---------------------------------------------------------------------------------------------


def test_reading_alone_stores_nothing(case, reading):
    assert (case.ledger.position, case.ledger.documents()) == (0, ())


def test_keeping_stores_report_claims_and_issues_in_one_entry(case, reading):
    done = keep(case, reading, TEXT.encode())
    assert (done.added, done.already_there, done.replaced) == (2, 0, 0)
    assert case.ledger.position == done.position == 1
    assert [one.name for one in case.ledger.documents()] == ["report.txt"]
    assert case.ledger.document(reading.document.sha256) == TEXT.encode()
    assert [claim.claim_id for claim in case.ledger.claims()] == [one.claim_id for one in reading.claims]


def test_the_same_report_again_adds_nothing(case, reading):
    keep(case, reading, TEXT.encode())
    again = keep(case, read_report(case, TEXT.encode(), "copy.txt", published=DAY), TEXT.encode())
    assert (again.added, again.already_there, again.position) == (0, 2, 1)


def test_a_report_without_claims_is_kept_as_a_document(case):
    reading = read_report(case, b"It was quiet.", "quiet.txt", published=DAY)
    assert keep(case, reading, b"It was quiet.").added == 0
    assert [one.name for one in case.ledger.documents()] == ["quiet.txt"]


def test_a_failure_on_the_way_keeps_neither_report_nor_claims(case, reading):
    def broken():
        yield reading.claims[0]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        keep(case, replace(reading, issues=broken()), TEXT.encode())
    assert (case.ledger.position, case.ledger.documents(), list(case.ledger.claims())) == (0, (), [])


def test_a_newer_reader_with_other_slots_doubles_no_claim(case, reading):
    keep(case, reading, TEXT.encode())
    newer = replace(reading, claims=tuple(changed(one, place=(), says="newer") for one in reading.claims))
    done = keep(case, newer, TEXT.encode())
    assert (done.added, done.already_there, done.position) == (0, 2, 1)


def test_a_newer_reader_that_finds_more_adds_just_that(case, reading):
    older = replace(reading, claims=reading.claims[:1])
    keep(case, older, TEXT.encode())
    assert keep(case, reading, TEXT.encode()).added == 1


def test_two_claims_of_one_word_are_two_and_stay_two(case, reading):
    one = reading.claims[0]
    pair = replace(reading, claims=(one, changed(one, actor=({"text": "Northland", "party": "north"},))))
    assert keep(case, pair, TEXT.encode()).added == 2
    assert keep(case, pair, TEXT.encode()).added == 0
    three = replace(reading, claims=(*pair.claims, changed(one, actor=())))
    assert keep(case, three, TEXT.encode()).added == 1


def test_another_day_of_publication_replaces_what_nobody_has_decided(case, reading):
    keep(case, reading, TEXT.encode())
    accepted = reading.claims[1].claim_id
    case.ledger.decide(accepted, Status.ACCEPTED, "me", "seen")
    later = read_report(case, TEXT.encode(), "report.txt", published=date(2020, 3, 12))
    done = keep(case, later, TEXT.encode())
    assert (done.added, done.replaced) == (1, 1)
    stand = {claim.claim_id: claim.status for claim in case.ledger.claims()}
    assert (stand[reading.claims[0].claim_id], stand[accepted]) == (Status.SUPERSEDED, Status.ACCEPTED)
    assert sorted(stand.values()) == ["accepted", "proposed", "superseded"]
    assert keep(case, later, TEXT.encode()).added == 0
    assert (case.ledger.decisions(reading.claims[0].claim_id)[0].by) == "truceline read"


def test_another_source_replaces_what_nobody_has_decided_and_tells_of_the_rest(case, reading):
    keep(case, reading, TEXT.encode())
    accepted = reading.claims[1].claim_id
    case.ledger.decide(accepted, Status.ACCEPTED, "me", "seen")
    other = read_report(case, TEXT.encode(), "report.txt", published=DAY, source="radio")
    done = keep(case, other, TEXT.encode())
    assert (done.added, done.replaced, done.elsewhere) == (1, 1, 1)
    live = {claim.source.id for claim in case.ledger.claims() if claim.status is Status.PROPOSED}
    assert live == {"radio"}
    assert keep(case, other, TEXT.encode()).added == 0


def test_the_first_day_may_come_back(case, reading):
    keep(case, reading, TEXT.encode())
    later = read_report(case, TEXT.encode(), "report.txt", published=date(2020, 3, 12))
    keep(case, later, TEXT.encode())
    assert keep(case, reading, TEXT.encode()).replaced == 2
    live = [claim for claim in case.ledger.claims() if claim.status is Status.PROPOSED]
    assert {claim.published_on for claim in live} == {DAY}


# Sources ---------------------------------------------------------------------------------------------


def test_a_new_source_is_a_family_of_its_own_that_nobody_has_judged(case):
    source = known_source(case.ledger, "radio")
    assert (source.family, source.reliability, source.credibility) == ("radio", "F", 6)


def test_a_known_source_brings_its_family_and_grades(case, tmp_path):
    radio = {"id": "radio", "family": "state", "reliability": "B", "credibility": 2}
    quoted = {"id": "radio", "family": "south", "reliability": "B", "credibility": 2}
    rows = [line(1, source=radio)]
    rows += [line(n, source=quoted, attribution={"by": "speaker", "party": "south"}) for n in (2, 3)]
    path = tmp_path / "radio.jsonl"
    path.write_text("".join(rows))
    case.import_file(path)
    source = known_source(case.ledger, "radio")
    assert (source.family, source.reliability, source.credibility) == ("state", "B", 2)
    reading = read_report(case, TEXT.encode(), "report.txt", published=DAY, source="radio")
    assert json.loads(reading.claims[0].content())["source"] == radio
