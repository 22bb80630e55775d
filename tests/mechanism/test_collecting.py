from __future__ import annotations

import json
import re
import zipfile
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.mechanism import fieldwork as field
from tests.mechanism.conftest import SIGNERS, START, open_case

from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.ledger.entry import Recording
from truceline.mechanism import submission_files
from truceline.mechanism.collecting import Collector
from truceline.mechanism.forms import form_of, give_out
from truceline.mechanism.signed import Signed
from truceline.mechanism.xlsform import workbook

CLOSED = {"stretch": "ford", "zone": "strip", "stands": "closed", "on": "2030-01-10"}
OPEN = CLOSED | {"stands": "open"}


@pytest.fixture(autouse=True)
def _later(case):
    case.ledger._clock.at += timedelta(days=11)


@pytest.fixture
def collect(case, tmp_path):
    """Take in a file: `collect(text)`; who signs is the mission's observer."""

    def collected(text, name="s.csv", who="mission-observer", party="mission", **how):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        usual = {"agreement": case.agreement.id, "signer": who, "made_at": case.ledger.now.isoformat()}
        sign = partial(Signed.by, SIGNERS[who])
        own = {name: how.pop(name) for name in ("kind", "media") if name in how}
        collector = Collector(case.mechanism, sign, usual | ({"party": party} if party else {}), **own)
        found = collector.collect(path, **how)
        case.ledger._clock.at += timedelta(hours=1)
        return found

    return collected


@pytest.fixture
def collector(case):
    """Takes in files for the mission's observer."""
    usual = {"agreement": case.agreement.id, "signer": "mission-observer", "party": "mission"}
    usual["made_at"] = case.ledger.now.isoformat()
    return Collector(case.mechanism, partial(Signed.by, SIGNERS["mission-observer"]), usual)


@pytest.fixture
def stands(matter):
    return lambda stretch="ford": matter("route", stretch).state


def kinds(found):
    return [(one.row, one.kind, one.effect) for one in found.issues]


# Files of every server


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("s.csv", lambda case: field.central(case, "route", ("e1", CLOSED))),
        ("s.json", lambda case: field.as_json(field.odata(case, "route", "e1", CLOSED))),
        ("k.json", lambda case: field.as_json(field.kobo(case, "route", "e1", CLOSED), under="results")),
        ("k.csv", lambda case: field.table([field.kobo(case, "route", "e1", CLOSED)], ";")),
        ("l.json", lambda case: json.dumps([field.kobo(case, "route", "e1", CLOSED)])),
        ("s.xml", lambda case: field.xml(case, "route", "e1", CLOSED)),
    ],
)
def test_every_server_s_file_gives_the_same_act_and_the_same_submission_is_taken_once(
    case, collect, stands, name, made
):
    found = collect(made(case), name)
    assert (found.submissions, found.entered, found.issues) == (1, 1, ())
    assert stands() == "closed"
    for again in (
        field.central(case, "route", ("e1", CLOSED)),
        field.table([field.kobo(case, "route", "e1", CLOSED)], ";"),
    ):
        found = collect(again)
        assert (found.entered, found.edited, found.already_there) == (0, 0, 1)
    assert len(case.mechanism.record().acts) == 1


def test_what_was_filled_in_offline_counts_for_its_day_and_is_known_from_its_entry(case, collect):
    collect(field.central(case, "route", ("e1", CLOSED)))
    (claim,) = case.ledger.claims()
    assert claim.time.start == date(2030, 1, 10)
    assert claim.recorded_at == START + timedelta(days=11)
    (entered,) = case.mechanism.record().acts
    deed = entered.signed.deed
    assert deed.made_at.isoformat() == "2030-01-10T09:30:00+02:00"
    assert deed.submitted.received_at.isoformat() == "2030-01-11T18:00:00+00:00"
    assert case.mechanism.record(known_at=START + timedelta(days=10)).acts == []


def test_in_a_back_test_it_is_known_since_it_was_filled_in(case, collect):
    collect(field.central(case, "route", ("e1", CLOSED)), recorded=Recording.STATED)
    (claim,) = case.ledger.claims()
    assert claim.recorded_at.isoformat() == "2030-01-10T07:30:00+00:00"


def test_who_filled_it_in_is_nowhere_in_the_case(case, collect, tmp_path):
    collect(field.central(case, "route", ("e1", CLOSED)))
    collect(field.as_json(field.odata(case, "route", "e2", CLOSED | {"stretch": "b"})), "s.json")
    collect(field.as_json(field.kobo(case, "route", "e3", CLOSED | {"stretch": "c"})), "k.json")
    kept = [path.read_bytes() for path in case.folder.rglob("*") if path.is_file()]
    assert not any(b"Canary" in content for content in kept)


def test_what_is_filled_into_the_form_itself_comes_back_as_the_act(case, collect):
    from pyxform.xls2xform import convert

    form = convert(workbook(form_of("route", case.agreement)), file_type=".xlsx").xform
    instance = re.search("<instance>(<data .*?</data>)</instance>", form)[1]
    filled = {
        "start": field.FILLED_IN,
        "end": field.FILLED_IN,
        field.ASKED: field.asked(case, "route"),
    } | CLOSED
    for name, value in (filled | {"instanceID": "uuid:e1"}).items():
        instance = instance.replace(f"<{name}/>", f"<{name}>{value}</{name}>")
    assert collect(instance, "s.xml").issues == ()
    (entered,) = case.mechanism.record().acts
    deed = entered.signed.deed
    assert (deed.stretch, deed.stands, deed.whole, deed.submitted.instance) == ("ford", "closed", False, "e1")


def test_a_plain_table_needs_no_server(case, collect, stands):
    found = collect(field.table([CLOSED, CLOSED | {"stretch": "b"}]), kind="route")
    assert found.entered == 2
    assert collect(field.table([CLOSED]), kind="route").already_there == 1
    assert stands("b") == "closed"


def test_a_column_that_no_question_asks_for_is_told_once(case, collect):
    rows = [CLOSED | {"closed_fro": "goods"}, CLOSED | {"stretch": "b", "closed_fro": "relief"}]
    found = collect(field.table(rows), kind="route")
    assert (found.entered, kinds(found)) == (2, [(2, "unknown-column", "flagged")])
    assert found.issues[0].field == "closed_fro"


def test_what_servers_add_or_split_is_no_unknown_column(case, collect):
    split = {"closed_for": "goods", "closed_for/goods": "1", "closed_for/relief": "0", "today": "2030-01-10"}
    assert collect(field.central(case, "route", ("e1", CLOSED | split))).issues == ()


def test_a_dry_run_keeps_nothing(case, collect):
    before = case.ledger.position
    found = collect(field.central(case, "route", ("e1", CLOSED), ("e2", {})), dry_run=True)
    assert (found.entered, found.skipped, case.ledger.position) == (1, 1, before)
    assert found.claims[0].says.startswith("mission-observer reports ford")


# Editions


def test_a_later_edition_takes_the_place_of_the_one_before(case, collect, stands):
    collect(field.central(case, "route", ("e1", CLOSED)))
    later = {"meta-instanceID": "uuid:e1b", "Edits": "1", "end": "2030-01-10T20:00:00+02:00"}
    found = collect(field.central(case, "route", ("e1", OPEN, later)))
    assert (found.entered, found.edited) == (0, 1)
    assert stands() == "open"
    names = [one.signed.deed.name for one in case.mechanism.record().acts]
    assert names == ["route", "retract", "route"]
    assert [one.status for one in case.ledger.claims()] == ["superseded", "accepted", "accepted"]
    assert collect(field.central(case, "route", ("e1", OPEN, later))).already_there == 1


def test_before_the_correction_was_entered_the_first_edition_still_stood(case, collect):
    collect(field.central(case, "route", ("e1", CLOSED)))
    between = case.ledger.now - timedelta(minutes=1)
    collect(field.central(case, "route", ("e1", OPEN, {"meta-instanceID": "uuid:e1b", "Edits": "1"})))
    assert case.mechanism.record(known_at=between).matters["route", "ford"].state == "closed"


@pytest.mark.parametrize(
    "again",
    [
        lambda case: field.central(case, "route", ("e1", CLOSED)),
        lambda case: field.xml(case, "route", "e1", CLOSED),
    ],
)
def test_an_older_edition_that_comes_later_is_left_out(case, collect, stands, tmp_path, again):
    collect(field.central(case, "route", ("e1", OPEN, {"meta-instanceID": "uuid:e1b", "Edits": "1"})))
    text = again(case)
    found = collect(text, "s.xml" if text.startswith("<") else "s.csv")
    assert kinds(found)[0][1:] == ("older-edition", "skipped")
    assert stands() == "open"


def test_editions_in_one_file_are_taken_in_the_order_they_were_filled_in(case, collect, stands):
    late, later = "2030-01-10T20:00:00+02:00", "2030-01-10T21:00:00+02:00"
    rows = [
        ("e1", CLOSED | {"stands": "limited"}, {"meta-instanceID": "e1c", "Edits": "2", "end": later}),
        ("e1", OPEN, {"meta-instanceID": "e1b", "Edits": "1", "end": late}),
        ("e1", CLOSED),
    ]
    found = collect(field.central(case, "route", *rows))
    assert (found.entered, found.edited, found.issues) == (1, 2, ())
    assert stands() == "limited"
    standing = [one.says for one in case.ledger.claims() if one.status == "accepted" and one.act != "notify"]
    assert standing == ["mission-observer reports ford (strip) limited on 2030-01-10."]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(4)), st.integers(1, 3))
def test_whatever_order_editions_arrive_in_the_last_one_stands_alone(tmp_path_factory, order, at_once):
    case = open_case(tmp_path_factory.mktemp("any") / "case")
    case.ledger._clock.at += timedelta(days=11)
    kinds_ = ["closed", "limited", "open", "closed"]
    rows = [
        (
            "e1",
            CLOSED | {"stands": kinds_[n], "names": f"edition_{n}"},
            {"meta-instanceID": f"e{n}", "Edits": n},
        )
        for n in order
    ]
    usual = {"agreement": case.agreement.id, "signer": "mission-observer", "party": "mission"}
    usual["made_at"] = case.ledger.now.isoformat()
    collector = Collector(case.mechanism, partial(Signed.by, SIGNERS["mission-observer"]), usual)
    path = tmp_path_factory.mktemp("any") / "s.csv"
    for start in range(0, 4, at_once):
        path.write_text(field.central(case, "route", *rows[start : start + at_once]))
        collector.collect(path)
    deed = case.mechanism.record().matters["route", "ford"].last.deed
    assert deed.names == "edition_3"
    claims = [one for one in case.ledger.claims() if one.act != "notify"]
    assert [one.status for one in claims].count("accepted") == 1
    assert case.mechanism.record().left_out == []


def test_an_edition_that_names_the_one_it_replaces_is_found_by_that(case, collect, stands):
    collect(field.xml(case, "route", "e1", CLOSED), "a.xml")
    found = collect(field.xml(case, "route", "e2", OPEN, edits="e1"), "b.xml")
    assert (found.edited, stands()) == (1, "open")
    found = collect(field.xml(case, "route", "e3", CLOSED, edits="e2"), "c.xml")
    assert (found.edited, stands()) == (1, "closed")
    found = collect(field.xml(case, "route", "e9", CLOSED, edits="e8"), "d.xml")
    assert kinds(found) == [(1, "unknown-edition", "skipped")]


def test_a_server_that_only_counts_editions_is_understood(case, collect, stands):
    first = field.odata(case, "route", "e1", CLOSED)
    collect(field.as_json(first), "s.json")
    found = collect(field.as_json(first | OPEN | {"__system": {"edits": 1}}), "s.json")
    assert (found.edited, stands()) == (1, "open")


def test_the_same_edition_with_other_answers_is_not_taken(case, collect, stands):
    collect(field.central(case, "route", ("e1", CLOSED)))
    found = collect(field.central(case, "route", ("e1", OPEN)))
    assert kinds(found) == [(2, "changed-content", "skipped")]
    assert stands() == "closed"


def test_what_has_gone_on_since_can_no_longer_be_edited(case, act, collect):
    shelled = {"incident": "i-1", "what": "shell", "on": "2030-01-09", "text": "Two."}
    collect(field.central(case, "allege", ("e1", shelled)))
    act("mission-verifier", "take_up", incident="i-1")
    found = collect(
        field.central(
            case, "allege", ("e1", shelled | {"text": "Three."}, {"meta-instanceID": "e2", "Edits": "1"})
        )
    )
    assert kinds(found) == [(2, "refused", "skipped")]
    assert "has gone on since" in found.issues[0].message


def test_a_submission_whose_act_was_taken_back_by_hand_is_not_taken_again(case, act, collect):
    collect(field.central(case, "route", ("e1", CLOSED)))
    (entered,) = case.mechanism.record().acts
    act("mission-observer", "retract", act=entered.signed.digest, why="A slip.")
    assert collect(field.central(case, "route", ("e1", CLOSED))).already_there == 1
    assert ("route", "ford") not in case.mechanism.record().matters


def test_nobody_edits_or_blocks_what_another_side_entered(case, collect, matter):
    collect(field.central(case, "route", ("e1", CLOSED)))
    later = ("e1", OPEN, {"meta-instanceID": "uuid:e1z", "Edits": "99"})
    found = collect(field.central(case, "route", later), who="north-observer", party="north")
    assert (found.entered, found.edited) == (1, 0), "north's own report, which takes nothing back"
    edited = ("e1", CLOSED | {"stands": "limited"}, {"meta-instanceID": "uuid:e1b", "Edits": "1"})
    found = collect(field.central(case, "route", edited))
    assert (found.edited, found.issues) == (1, ())
    assert matter("route", "ford").details == {
        "north": "open on 2030-01-10",
        "mission": "limited on 2030-01-10",
    }


# Versions of forms


def test_a_submission_of_a_version_nobody_gave_out_is_not_read(case, collect):
    found = collect(field.central(case, "route", ("e1", CLOSED), version="0123456789ab"))
    assert kinds(found) == [(2, "unknown-form", "skipped")]
    assert "was not given out by this case" in found.issues[0].message


def test_an_older_version_is_read_by_what_it_asked_and_named(case, collect, stands):
    now = form_of("route", case.agreement)
    gone = now.questions[0].model_copy(update={"name": "weather", "field": "weather"})
    without = tuple(one for one in now.questions if one.name != "by")
    older = now.model_copy(update={"questions": (*without, gone)})
    give_out(case.mechanism, older)
    answers = CLOSED | {"by": "north", "weather": "fog"}
    found = collect(field.central(case, "route", ("e1", answers), version=older.version))
    flagged = [(one.kind, one.field) for one in found.issues]
    assert flagged == [("unknown-column", "by"), ("older-form", "form"), ("unasked-answer", "weather")]
    assert older.name in found.issues[1].message
    (entered,) = case.mechanism.record().acts
    assert entered.signed.deed.by is None, "it was not asked in that edition"
    assert (entered.signed.deed.submitted.form, stands()) == (older.name, "closed")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"truceline_form": ""}, "it does not say of which form it is"),
        ({"truceline_form": "approve/1"}, "the answer is no form"),
        ({"truceline_form": "drop table"}, "the answer is no form"),
    ],
)
def test_what_is_of_no_form_is_not_read(case, collect, changed, told):
    found = collect(field.central(case, "route", ("e1", CLOSED | changed)))
    assert kinds(found) == [(2, "unknown-form", "skipped")]
    assert told in found.issues[0].message


def test_a_submission_of_another_form_than_was_said_is_not_read(case, collect):
    found = collect(field.central(case, "route", ("e1", CLOSED)), kind="count")
    assert "it is of the form route, not count" in found.issues[0].message


# Rows that are wrong


@pytest.mark.parametrize(
    ("answers", "where", "kind"),
    [
        ({"stands": "ajar"}, "stands", "bad-value"),
        ({"on": "yesterday"}, "on", "bad-value"),
        ({"on": "2030-02-31"}, "on", "bad-value"),
        ({"on": "2030-03-01"}, "on", "refused"),
        ({"zone": "moon"}, "zone", "refused"),
        ({"stretch": ""}, "stretch", "bad-value"),
        ({"stretch": "A ford!"}, "stretch", "bad-value"),
        ({"whole": "perhaps"}, "whole", "bad-value"),
        ({"closed_for": "relief martians"}, "closed_for", "bad-value"),
        ({"end": "noon"}, "end", "bad-value"),
        ({"SubmissionDate": "noon"}, "meta", "bad-value"),
        ({"Edits": "many"}, "meta", "bad-value"),
        ({"Edits": "-1"}, "number", "bad-value"),
        ({"KEY": "x" * 300}, "instance", "bad-value"),
        ({"end": "2099-01-01T00:00:00Z"}, "made_at", "refused"),
        ({"end": "2001-01-01T00:00:00Z"}, "signature", "refused"),
    ],
)
def test_a_bad_row_becomes_an_issue_and_the_others_come_in(case, collect, answers, where, kind):
    found = collect(field.central(case, "route", ("e1", CLOSED | answers), ("e2", CLOSED | {"stretch": "b"})))
    assert (found.entered, found.skipped) == (1, 1)
    skipped = [one for one in found.issues if one.effect == "skipped"]
    assert {(one.row, one.kind) for one in skipped} == {(2, kind)}
    assert where in {one.field for one in skipped}
    assert [one for one in case.ledger.issues() if one.effect == "skipped"] == skipped


def test_issues_alone_are_kept_and_once(case, collect):
    collect(field.central(case, "route", ("e1", CLOSED | {"stands": "ajar"})))
    reached = case.ledger.position
    collect(field.central(case, "route", ("e1", CLOSED | {"stands": "ajar"})))
    assert (case.ledger.position, len(case.ledger.issues())) == (reached, 1)
    assert case.ledger.verify().holds


def test_an_answer_that_could_name_a_person_is_quoted_in_no_issue(case, collect):
    home = {"to": "strip", "until": "2030-01-10", "people": "7", "who": "displaced", "counted_by": "unhcr"}
    for name in ("Ahmad al-Hassan", "Mary O'Neil", "Mo 'the \"Neil\"' O'Neil's"):
        for question in home:
            found = collect(field.central(case, "come_back", ("17", home | {question: name})))
            assert found.skipped == 1
            assert name not in found.issues[0].message
    kept = b"".join(path.read_bytes() for path in case.folder.rglob("*") if path.is_file())
    assert b"Ahmad" not in kept
    assert b"Neil" not in kept


def test_a_submission_that_tells_of_people_is_edited_as_any_other(case, collect, matter):
    home = {"to": "strip", "until": "2030-01-10", "people": "70", "who": "displaced", "counted_by": "unhcr"}
    collect(field.central(case, "come_back", ("17", home)))
    found = collect(field.central(case, "come_back", ("17", home | {"people": "60"}, {"Edits": "1"})))
    assert (found.edited, found.issues) == (1, ())
    assert matter("return", "strip.2030-01-10").told == "unhcr 60 displaced"


def test_a_submission_that_is_called_after_somebody_is_not_taken(case, collect):
    home = {"to": "strip", "until": "2030-01-10", "people": "70", "who": "displaced", "counted_by": "unhcr"}
    found = collect(field.central(case, "come_back", ("ahmad", home)))
    assert kinds(found) == [(2, "bad-value", "skipped")]
    assert "is called by a UUID or a number" in found.issues[0].message


def test_a_telephone_whose_clock_is_ahead_is_told(case, collect):
    found = collect(field.central(case, "route", ("e1", CLOSED | {"end": "2030-01-11T20:30:00+02:00"})))
    assert (found.entered, kinds(found)) == (1, [(2, "clock-ahead", "flagged")])


def test_a_row_with_too_many_cells_is_an_issue(case, collect):
    text = field.table([CLOSED, CLOSED | {"stretch": "b"}])
    first, second, third, *_ = text.splitlines()
    found = collect("\n".join((first, second, f"{third},more")), kind="route")
    assert (found.entered, kinds(found)) == (1, [(3, "broken-row", "skipped")])


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("s.csv", "", "the file is empty"),
        ("s.csv", 'a,b\n"x', "is no sound table"),
        ("s.csv", "a,a\n1,2", "stands twice in the header"),
        ("s.json", "{", "not valid JSON"),
        ("s.json", '{"value": 3}', "holds no list of submissions"),
        ("s.json", "[" * 100_000, "not valid JSON"),
        ("s.xml", "<data>", "is no sound XML"),
        ("s.xml", '<!DOCTYPE x [<!ENTITY a "b">]><data>&a;</data>', "is no sound XML"),
        ("s.ods", "x", "is no file of submissions by its name"),
        ("s.zip", "PK", "is no ZIP archive"),
    ],
)
def test_a_broken_file_is_refused_whole(case, collect, name, text, told):
    before = case.ledger.position
    with pytest.raises(InputError, match=told):
        collect(text, name)
    assert case.ledger.position == before


@pytest.mark.parametrize("wrong", [3, None, "x", []])
def test_what_is_no_submission_in_a_list_is_an_issue(case, collect, wrong):
    found = collect(json.dumps([wrong, field.kobo(case, "route", "e1", CLOSED)]), "k.json")
    assert (found.entered, kinds(found)) == (1, [(1, "broken-row", "skipped")])


# Answers of every sort


def test_a_count_by_item_becomes_a_list(case, act, collect, matter):
    act("south-liaison", "store", site="depot-1", holds=["howitzers=12"], lat=39.8, lon=22.1)
    case.ledger._clock.at += timedelta(days=1)
    later = {"end": "2030-01-12T10:00:00+02:00", "SubmissionDate": "2030-01-12T12:00:00Z"}
    seen = {"site": "depot-1", "seen__howitzers": "10", "seen__guns": "", "on": "2030-01-12"}
    found = collect(field.central(case, "inspect", ("e1", seen, later)))
    assert found.issues == ()
    assert matter("site", "depot-1").missing == {"howitzers": 2}


@pytest.mark.parametrize(
    "place",
    [
        {"point": "40.1 22.2 0 5"},
        {"point-Latitude": "40.1", "point-Longitude": "22.2", "point-Altitude": "0"},
        {"point": "", "_point_latitude": "40.1", "_point_longitude": "22.2"},
    ],
)
def test_a_point_is_read_as_every_server_writes_it(case, collect, place):
    shelled = {"incident": "i-1", "what": "shell", "on": "2030-01-09", "text": "Two."}
    assert collect(field.central(case, "allege", ("e1", shelled | place))).issues == ()
    (claim,) = case.ledger.claims()
    assert (claim.place[0].lat, claim.place[0].lon) == (40.1, 22.2)


def test_shapes_of_odata_are_read(case, act, collect):
    act(
        "mission-observer",
        "plan",
        patrol="p-1",
        zone="strip",
        starts="2030-01-13T06:00:00Z",
        ends="2030-01-13T09:00:00Z",
    )
    case.ledger._clock.at += timedelta(days=3)
    way = {"type": "LineString", "coordinates": [[22.0, 40.0, 1.0], [22.1, 40.1, 1.0]], "properties": {}}
    done = {
        "patrol": "p-1",
        "started": "2030-01-13T06:00:00Z",
        "ended": "2030-01-13T08:00:00Z",
        "covered": 0.4,
        "none_of": "guns",
        "reach_km": 1.5,
        "end": "2030-01-13T08:30:00Z",
    }
    late = {"submissionDate": "2030-01-14T08:00:00Z"}
    found = collect(field.as_json(field.odata(case, "finish", "e1", done | {"area": way}, **late)), "s.json")
    assert found.issues == ()
    deed = case.mechanism.record().acts[-1].signed.deed
    assert deed.area == {"type": "LineString", "coordinates": [[22.0, 40.0], [22.1, 40.1]]}
    text = "40.0 22.0 0 0;40.1 22.1 0 0"
    edited = done | {"area": text, "meta": {"instanceID": "e1b"}}
    found = collect(field.as_json(field.odata(case, "finish", "e1", edited, **late | {"edits": 1})), "s.json")
    assert (found.edited, found.issues) == (1, ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"point": "40.1"},
        {"point": "north east"},
        {"point": {"type": "Point", "coordinates": 3}},
        {"point": {"type": "Point", "coordinates": [1]}},
        {"point": "95.0 22.0"},
    ],
)
def test_a_point_that_is_none_is_an_issue(case, collect, wrong):
    shelled = {"incident": "i-1", "what": "shell", "on": "2030-01-09", "text": "Two."}
    found = collect(field.as_json(field.odata(case, "allege", "e1", shelled | wrong)), "s.json")
    assert (found.entered, found.skipped) == (0, 1)


# Photographs


@pytest.fixture
def media(tmp_path):
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "1700.jpg").write_bytes(field.jpeg())
    return folder


def test_a_photograph_is_kept_as_it_was_taken_under_its_digest(case, collect, media):
    found = collect(field.central(case, "route", ("e1", CLOSED | {"photograph": "1700.jpg"})), media=media)
    assert found.issues == ()
    (entered,) = case.mechanism.record().acts
    (sha256,) = entered.signed.deed.submitted.photographs
    assert case.ledger.document(sha256) == field.jpeg()
    (held,) = case.ledger.custody(sha256)
    assert (held.kept, held.kind) == (True, "image/jpeg")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("1701.jpg", "is not among the photographs"),
        ("../secret.jpg", "is no plain file name"),
        ("note.jpg", "is no JPEG or PNG"),
    ],
)
def test_a_photograph_that_cannot_be_had_is_told_and_the_submission_comes_in(
    case, collect, media, name, told
):
    (media.parent / "secret.jpg").write_bytes(field.jpeg())
    (media / "note.jpg").write_text("no picture")
    found = collect(field.central(case, "route", ("e1", CLOSED | {"photograph": name})), media=media)
    assert (found.entered, kinds(found)) == (1, [(2, "missing-photograph", "flagged")])
    assert told in found.issues[0].message


def test_without_a_folder_a_photograph_is_told_as_missing(case, collect):
    found = collect(field.central(case, "route", ("e1", CLOSED | {"photograph": "1700.jpg"})))
    assert (found.entered, kinds(found)) == (1, [(2, "missing-photograph", "flagged")])


def packed(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_central_s_archive_is_taken_with_its_photographs(case, collector, tmp_path):
    rows = field.central(case, "route", ("e1", CLOSED | {"photograph": "1.jpg"}))
    found = collector.collect(packed(tmp_path / "s.zip", **{"route.csv": rows, "media/1.jpg": field.jpeg()}))
    assert (found.entered, found.issues) == (1, ())
    (entered,) = case.mechanism.record().acts
    (sha256,) = entered.signed.deed.submitted.photographs
    assert case.ledger.document(sha256) == field.jpeg()


def test_photographs_may_lie_in_an_archive_of_their_own(case, collect, tmp_path):
    album = packed(tmp_path / "media.zip", **{"media/1.jpg": field.jpeg()})
    found = collect(field.central(case, "route", ("e1", CLOSED | {"photograph": "1.jpg"})), media=album)
    assert found.issues == ()
    other = CLOSED | {"photograph": "2.jpg", "stretch": "b"}
    found = collect(field.central(case, "route", ("e2", other)), media=album)
    assert kinds(found) == [(2, "missing-photograph", "flagged")]
    found = collect(
        field.central(case, "route", ("e3", other | {"stretch": "c"})), media=album.with_name("s.csv")
    )
    assert "is no ZIP archive" in found.issues[0].message


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "holds no tables where one is looked for"),
        ({"a.csv": "a,b", "b.csv": "a,b"}, "holds 2 tables"),
        ({"media/a.csv": "a,b"}, "holds no tables"),
        ({"a.csv": b"\xff\xfe"}, "is not UTF-8"),
        ({"a.csv": "a,a\n1,2"}, "stands twice in the header"),
    ],
)
def test_an_archive_that_holds_no_table_is_refused(collector, tmp_path, files, told):
    with pytest.raises(InputError, match=told):
        collector.collect(packed(tmp_path / "s.zip", **files))


def test_an_archive_that_unfolds_to_a_mountain_is_refused(collector, tmp_path, monkeypatch):
    monkeypatch.setattr(submission_files, "MOST_BYTES", 1000)
    with pytest.raises(InputError, match=r"a\.csv.* in it is larger than"):
        collector.collect(packed(tmp_path / "s.zip", **{"a.csv": "0" * 1_000_000}))


def test_an_archive_with_a_broken_table_is_refused(collector, tmp_path):
    path = packed(tmp_path / "s.zip", **{"a.csv": "stretch,zone\n" * 100})
    content = bytearray(path.read_bytes())
    content[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    with pytest.raises(InputError, match="in it cannot be read"):
        collector.collect(path)


def test_whoever_comes_back_is_not_photographed(case, collect, media):
    home = {"to": "strip", "until": "2030-01-10", "people": "7", "who": "displaced", "counted_by": "unhcr"}
    rows = field.central(case, "come_back", ("17", home | {"photograph": "1700.jpg"}))
    found = collect(rows, media=media)
    assert kinds(found) == [(2, "photograph-left-out", "flagged")]
    assert all(one.media_type != "image/jpeg" for one in case.ledger.documents())


# Norms


def test_a_form_moves_the_norm_it_bears_on(case, act, collect):
    act("analyst", "grade", cell="mission", family="mission", reliability="A")
    answers = OPEN | {"whole": "yes", "names": "fords_open"}
    collect(field.central(case, "route", ("e1", answers)))
    found = case.assess(Frame(as_of=date(2030, 1, 16)))
    assert next(one.performance for one in found.norms if one.norm == "fords-open") == "fulfilled"
