from __future__ import annotations

import json

import pytest
from tests.web.console.one_table import Table
from tests.web.console.reports import waiting_report

from truceline.case.framing import FrameWords, frame_from
from truceline.evidence.claim import Status
from truceline.hooks.hook import Event, Mark
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue
from truceline.web.hooks.happenings import Between, mark_of

BEFORE = Mark(0, "2018-09-01")
SIDES = ("turkey-liaison", "russia-liaison", "iran-liaison")
NAMES = (*SIDES, "analyst", "team-verifier", "team-publisher", "auditor")
DECIDED = frozenset({Event.CLAIM_DECIDED})


def between(table, name: str, before: Mark = BEFORE) -> Between:
    return Between(table.held, before, mark_of(table.held, {}), table.door.people[name])


@pytest.mark.parametrize("name", NAMES)
def test_acts_are_told_to_those_alone_who_may_see_them_and_without_a_word(seen: Table, name: str):
    told = between(seen, name).happened(frozenset({Event.ACT_MADE}))
    viewer = seen.door.people[name].viewer(seen.slug)
    record = seen.record
    assert [one.subject["act"] for one in told] == [one.signed.digest for one in viewer.acts(record)]
    hidden = {key for key, matter in record.matters.items() if not viewer.sees(matter)}
    assert not {(one.subject.get("sort"), one.subject.get("matter")) for one in told} & hidden
    assert {word for one in told for word in one.subject} <= {"act", "kind", "sort", "matter"}
    calls = {f"/api/v1/cases/{seen.slug}/{one.call}" for one in told}
    for address in {one.page for one in told} | calls:
        assert seen.get(address, name=name).status_code == 200, address


def test_some_see_acts_that_others_do_not(seen: Table):
    counted = {name: len(between(seen, name).happened(frozenset({Event.ACT_MADE}))) for name in NAMES}
    assert len(set(counted.values())) > 2, counted


def test_what_follows_from_an_act_is_decided_on_out_of_sight_of_those_who_may_not_see_it(seen: Table):
    for name in NAMES:
        who = between(seen, name)
        claims = seen.held.claims(str(one.subject["claim"]) for one in who.happened(DECIDED))
        if name not in ("analyst", "team-verifier", "auditor"):
            where = {(one.evidence.document, one.evidence.row) for one in claims.values()}
            assert not where & who._unseen()


def test_nothing_is_told_where_nothing_moved(reading):
    now = mark_of(reading.held, {"a": "alive"})
    who = reading.door.people["auditor"]
    assert Between(reading.held, now, now, who).happened(frozenset(Event)) == ()


def test_a_report_is_told_with_its_kind_and_that_it_is_public_or_not(visitor):
    before = mark_of(visitor.held, {})
    case = visitor.held.case
    frame = frame_from(FrameWords("2018-10-19"), case.law().agreement)
    issue(case, gathered(case, Asked("weekly", frame), case.agreement.title), "amal")
    who = visitor.door.people["liaison"]
    (told,) = Between(visitor.held, before, mark_of(visitor.held, {}), who).happened(frozenset(Event))
    assert told.event is Event.REPORT_PUBLISHED
    assert (told.subject["kind"], told.subject["public"]) == ("weekly", False)
    assert visitor.get(told.page, name="liaison").status_code == 200
    assert visitor.get(f"/api/v1/cases/idlib/{told.call}", name="liaison").status_code == 200


def test_a_day_that_passes_is_told_where_a_promise_stands_elsewhere_by_it(reading):
    position = reading.held.position
    who = reading.door.people["liaison"]
    first, last = Mark(position, "2018-10-01"), Mark(position, "2018-10-16")
    told = Between(reading.held, first, last, who).happened(frozenset({Event.STATUS_CHANGED}))
    assert told
    assert all(one.subject["before"] != one.subject["after"] for one in told)
    assert len({one.key for one in told}) == len(told)
    back = Between(reading.held, first, first, who).happened(frozenset({Event.STATUS_CHANGED}))
    assert back == ()


def test_no_word_of_a_claim_or_a_reason_is_in_what_is_told(visitor):
    before = mark_of(visitor.held, {})
    claims = waiting_report(visitor)
    for one in claims:
        visitor.held.case.ledger.decide(one.claim_id, Status.ACCEPTED, "second", "the mayor of Idlib told me")
    who = visitor.door.people["analyst"]
    told = Between(visitor.held, before, mark_of(visitor.held, {}), who).happened(frozenset(Event))
    assert len([one for one in told if one.event is Event.CLAIM_DECIDED]) == len(claims)
    written = json.dumps([dict(one.subject) for one in told])
    assert not [word for word in ("mayor", "shelled", "second", "courier", "report.txt") if word in written]
