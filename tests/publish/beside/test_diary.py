from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest
from tests.publish.beside.making import HOSTILE, empty, facts, released
from tests.publish.making import agreement, assessment, status

from truceline.assess.result import Due
from truceline.publish.beside.diary import diary
from truceline.publish.beside.plain_text import harmless
from truceline.publish.report.facts import MeetingTold


def events(told=None):
    calendar = icalendar.Calendar.from_ical(diary(told or facts(), agreement()))
    assert not calendar.errors
    return calendar.events


def of(category, told=None):
    return [event for event in events(told) if str(event["categories"].cats[0]) == category]


def promised(*due: Due, **changes):
    return facts(now=assessment(norms=(status(due=due, **changes),), violations=()), meetings=())


def test_a_deadline_is_a_whole_day_and_one_that_may_come_is_tentative():
    (sure,) = of("Deadline", promised(Due(by=date(2030, 2, 1), source="text")))
    assert (sure.start, sure.end, sure["status"]) == (date(2030, 2, 1), date(2030, 2, 2), "CONFIRMED")
    assert sure["summary"] == "Deadline: Guns leave the strip"
    assert "Bound: The North, The South" in sure["description"]
    first, second = of("Deadline")
    assert (first["status"], second["status"]) == ("TENTATIVE", "TENTATIVE")
    assert second["summary"].startswith("Perhaps deadline")
    assert second.start == date(2030, 3, 1)


def test_a_deadline_that_moves_keeps_its_entry_and_the_later_issue_overtakes():
    (early,) = of("Deadline", promised(Due(by=date(2030, 2, 1), source="text")))
    (later,) = of(
        "Deadline",
        promised(Due(by=date(2030, 3, 1), source="grace")).model_copy(
            update={
                "now": assessment(
                    date(2030, 2, 20), norms=(status(due=(Due(by=date(2030, 3, 1), source="grace"),)),)
                )
            }
        ),
    )
    assert early["uid"] == later["uid"]
    assert later["sequence"] > early["sequence"]


@pytest.mark.parametrize("phase", ["discharged", "superseded"])
def test_what_binds_no_more_has_no_deadline(phase: str):
    assert not of("Deadline", promised(Due(by=date(2030, 2, 1), source="text"), phase=phase))


def test_a_meeting_stands_at_its_hour_in_utc():
    (one,) = of("Meeting")
    assert one.start == datetime(2030, 2, 14, 9, tzinfo=UTC)
    assert (one["status"], one["summary"]) == ("TENTATIVE", "Meeting: The North, The South")
    assert "The east, and mines" in one["description"]


def test_a_meeting_held_on_another_day_stands_there_and_one_called_off_is_cancelled():
    def told(**changes):
        meeting = facts().meetings[0].model_dump() | changes
        (one,) = of("Meeting", facts(meetings=(MeetingTold(**meeting),)))
        return one

    held = told(state="held", held_on=date(2030, 2, 15), outcome="Agreed on the east.")
    assert (held.start, held["status"]) == (date(2030, 2, 15), "CONFIRMED")
    assert "Outcome: Agreed on the east." in held["description"]
    assert told(state="held", held_on=date(2030, 2, 14)).start == datetime(2030, 2, 14, 9, tzinfo=UTC)
    assert told(state="cancelled")["status"] == "CANCELLED"


def test_reports_have_their_days_and_the_next_one_is_looked_forward_to():
    this, ahead = of("Report")
    assert (this.start, this["status"], ahead.start) == (date(2030, 2, 10), "CONFIRMED", date(2030, 2, 17))
    assert ahead["summary"] == "Weekly report due"
    following, *_ = of("Report", facts(report="weekly-2030-02-17", now=assessment(date(2030, 2, 17))))
    assert following["uid"] == ahead["uid"]
    assert len(of("Report", facts(kind="spot"))) == 1


def test_equal_facts_give_equal_bytes_and_every_entry_has_a_name_of_its_own():
    assert diary(facts(), agreement()) == diary(facts(), agreement())
    names = [event["uid"] for event in events()]
    assert len(set(names)) == len(names)


def test_only_a_public_calendar_calls_itself_public():
    assert {str(event["class"]) for event in events()} == {"CONFIDENTIAL"}
    assert {str(event["class"]) for event in events(facts(released=released()))} == {"PUBLIC"}


def test_an_empty_report_has_its_own_day_and_the_next():
    assert [event.start for event in events(empty())] == [date(2030, 2, 10), date(2030, 2, 11)]


def test_hostile_text_stays_text():
    meeting = facts().meetings[0].model_copy(update={"agenda": f"{HOSTILE}\r\nBEGIN:VEVENT\r\nATTENDEE:x"})
    told = facts(
        meetings=(meeting,),
        now=assessment(norms=(status(title=HOSTILE, due=(Due(by=date.max, source=HOSTILE),)),)),
    )
    found = events(told)
    assert len(found) == 4
    (one,) = of("Meeting", told)
    assert one["description"].startswith(harmless(HOSTILE))
    assert "attendee" not in one
    assert b"\nBEGIN:VEVENT\r\nATTENDEE" not in diary(told, agreement())


def test_the_last_day_there_is_ends_no_calendar():
    told = facts(now=assessment(date.max, norms=(status(due=(Due(by=date.max, source="text"),)),)))
    assert max(event.start for event in of("Deadline", told)) == date.max
