from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from lxml import etree
from tests.publish.beside.making import HOSTILE, facts, figures, quotes, released
from tests.publish.making import agreement, assessment, entry

from truceline.publish.beside.alert import alert
from truceline.publish.beside.plain_text import harmless
from truceline.publish.report.facts import KEPT_BACK

SPACE = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}
SENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


def spot(licence=None, about=None, **changes):
    now = assessment(norms=(), violations=(entry(**changes),))
    return facts(
        kind="spot",
        now=now,
        quotes=quotes(now, licence=licence),
        incident="e1",
        report="spot-e1",
        **(about or {}),
    )


def read(told, **options):
    content = alert(figures(told), agreement(), **options)
    assert content is not None
    tree = etree.fromstring(content)
    return {element.tag.partition("}")[2]: element.text for element in tree.iter() if len(element) == 0}, tree


def test_an_incident_says_what_where_and_how_sure():
    told, _ = read(spot(radius_km=2.5), status="Actual", sender="desk@mission.example")
    assert (told["status"], told["sender"], told["msgType"]) == ("Actual", "desk@mission.example", "Alert")
    assert (told["event"], told["severity"], told["certainty"]) == ("shell", "Severe", "Observed")
    assert told["headline"] == "Shell, Ford, 2030-01-20"
    assert told["circle"] == "35.500000,36.500000 2.5"
    assert told["areaDesc"] == "Ford, Riverland"
    assert "Committed by: The North (assessed)." in told["description"]
    assert "Answerable: Patron." in told["description"]
    assert "Killed: lowest 2, best 3, highest 5." in told["description"]


def test_elements_come_in_the_order_that_the_standard_asks_for():
    _, tree = read(spot())
    tags = [element.tag.partition("}")[2] for element in tree]
    assert tags == ["identifier", "sender", "sent", "status", "msgType", "scope", "restriction", "info"]
    info = [element.tag.partition("}")[2] for element in tree.find("c:info", SPACE)]
    wanted = [
        "language",
        "category",
        "event",
        "urgency",
        "severity",
        "certainty",
        "senderName",
        "headline",
        "description",
    ]
    assert info == [*wanted, *["parameter"] * 4, "area"]


def test_unless_somebody_says_so_it_is_a_draft():
    told, _ = read(spot())
    assert (told["status"], told["sender"]) == ("Draft", "truceline")


def test_what_says_something_else_is_another_message():
    def name(told, **options):
        return read(told, **options)[0]["identifier"]

    assert name(spot()) == name(spot())
    others = [name(spot(killed=(1, 1, 1))), name(spot(), status="Exercise"), name(spot(), sender="desk")]
    assert len({name(spot()), *others}) == 4


def test_the_time_is_told_as_the_standard_asks():
    at = datetime(2030, 2, 11, 7, 5, 9, 12, tzinfo=UTC)
    one = spot()
    frame = one.now.frame.model_copy(update={"known_at": at})
    later = one.model_copy(update={"now": one.now.model_copy(update={"frame": frame})})
    assert read(later)[0]["sent"] == "2030-02-11T07:05:09-00:00"
    assert SENT.fullmatch(read(one)[0]["sent"])


@pytest.mark.parametrize(
    ("status", "support", "opposition", "certainty"),
    [
        ("confirmed", 0.9, 0.0, "Observed"),
        ("opened", 0.7, 0.2, "Likely"),
        ("opened", 0.7, 0.7, "Possible"),
        ("opened", 0.3, 0.0, "Possible"),
        ("closed", 0.1, 0.9, "Unlikely"),
    ],
)
def test_how_sure_it_is_follows_from_the_register(status, support, opposition, certainty):
    told, _ = read(spot(status=status, support=support, opposition=opposition))
    assert told["certainty"] == certainty


def test_no_figure_of_the_dead_is_no_word_on_how_grave_it_is():
    told, _ = read(spot(killed=None))
    assert told["severity"] == "Unknown"
    assert "Killed" not in told["description"]


def test_without_a_point_there_are_words_alone():
    told, _ = read(
        spot(lat=None, lon=None, place="", adm1=None, start=None, end=None, committed_by=(), answerable=())
    )
    assert (told["areaDesc"], "circle" in told) == ("place not told", False)
    assert told["headline"].endswith("day not known")
    assert "nobody known" in told["description"]


def test_a_public_alert_is_open_to_all_and_a_private_one_says_for_whom_it_is():
    told, _ = read(spot(about={"released": released()}))
    assert (told["scope"], "restriction" in told) == ("Public", False)
    told, _ = read(spot())
    assert (told["scope"], "restriction" in told) == ("Restricted", True)


def test_there_is_no_alert_without_an_incident_or_of_one_that_may_not_be_passed_on():
    assert alert(figures(), agreement()) is None
    assert alert(figures(spot(licence=KEPT_BACK)), agreement()) is None


def test_hostile_text_stays_text():
    told, _ = read(spot(place=HOSTILE, reason=HOSTILE, act=HOSTILE), sender=HOSTILE)
    assert harmless(HOSTILE) in told["description"]
    assert not set(" ,<&") & set(told["sender"])
    assert len(told["headline"]) <= 160
    assert read(spot(), sender="\n")[0]["sender"] == "truceline"
