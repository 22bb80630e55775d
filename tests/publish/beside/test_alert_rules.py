"""Alerts against the rules of the Common Alerting Protocol 1.2 (OASIS, 3.2): order, number, values, forms."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from tests.publish.beside.making import HOSTILE, figures, released
from tests.publish.beside.test_alert import spot
from tests.publish.making import agreement

from truceline.publish.beside.alert import alert

SPACE = "{urn:oasis:names:tc:emergency:cap:1.2}"
ALERT = (
    "identifier 1 sender 1 sent 1 status 1 msgType 1 source ? scope 1 restriction ? addresses ? code * "
    "note ? references ? incidents ? info *"
)
INFO = (
    "language ? category + event 1 responseType * urgency 1 severity 1 certainty 1 audience ? eventCode * "
    "effective ? onset ? expires ? senderName ? headline ? description ? instruction ? web ? contact ? "
    "parameter * resource * area *"
)
AREA = "areaDesc 1 polygon * circle * geocode * altitude ? ceiling ?"
PARAMETER = "valueName 1 value 1"
VALUES = {
    "status": "Actual Exercise System Test Draft",
    "msgType": "Alert Update Cancel Ack Error",
    "scope": "Public Restricted Private",
    "category": "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
    "urgency": "Immediate Expected Future Past Unknown",
    "severity": "Extreme Severe Moderate Minor Unknown",
    "certainty": "Observed Likely Possible Unlikely Unknown",
}
FORMS = {
    "identifier": r"[^\s,<&]+",
    "sender": r"[^\s,<&]+",
    "sent": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "circle": r"-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)? \d+(\.\d+)?(e-?\d+)?",
}
CASES = {
    "plain": {},
    "public": {"about": {"released": released()}},
    "hostile": {"place": HOSTILE, "reason": HOSTILE, "act": HOSTILE},
    "bare": {"lat": None, "lon": None, "place": "", "adm1": None, "start": None, "end": None, "killed": None},
    "far": {"lat": -89.5, "lon": -179.999, "radius_km": 0.0},
}


@pytest.fixture(params=CASES)
def tree(request):
    content = alert(figures(spot(**CASES[request.param])), agreement(), sender=HOSTILE)
    assert content is not None
    return etree.fromstring(content)


def name(element):
    assert element.tag.startswith(SPACE), "every element is of the standard's own namespace"
    return element.tag.removeprefix(SPACE)


def pattern(rule):
    """The order and number of children, as a regular expression over their names."""
    words = rule.split()
    return "".join(
        f"({child} ){'' if often == '1' else often}"
        for child, often in zip(words[::2], words[1::2], strict=True)
    )


@pytest.mark.parametrize(
    ("parent", "rule"), [("alert", ALERT), ("info", INFO), ("area", AREA), ("parameter", PARAMETER)]
)
def test_children_are_the_standard_s_in_its_order_and_number(tree, parent, rule):
    parents = [one for one in tree.iter() if name(one) == parent]
    assert parents
    for one in parents:
        children = "".join(f"{name(child)} " for child in one)
        assert re.fullmatch(pattern(rule), children), children


def test_words_of_closed_lists_are_of_them(tree):
    for one in tree.iter():
        if name(one) in VALUES:
            assert one.text in VALUES[name(one)].split()


def test_forms_are_kept_and_nothing_is_empty(tree):
    for one in tree.iter():
        if not len(one):
            assert one.text
            assert one.text.strip()
            assert re.fullmatch(FORMS.get(name(one), r"(?s).+"), one.text), (name(one), one.text)


def test_a_restriction_is_told_where_the_scope_asks_for_one_and_only_there(tree):
    is_restricted = tree.findtext(f"{SPACE}scope") == "Restricted"
    assert (tree.find(f"{SPACE}restriction") is not None) == is_restricted


def test_a_circle_lies_on_the_earth(tree):
    for one in tree.iter(f"{SPACE}circle"):
        point, radius = one.text.split(" ")
        lat, lon = map(float, point.split(","))
        assert abs(lat) <= 90
        assert abs(lon) <= 180
        assert float(radius) >= 0


def test_the_rules_would_find_a_fault():
    assert not re.fullmatch(pattern(AREA), "circle areaDesc ")
    assert not re.fullmatch(pattern(INFO), "event urgency ")
