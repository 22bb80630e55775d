"""Why an act cannot be made, in the reader's language: on Arabic pages no refusal stays English."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from tests.web.console.one_table import Table
from tests.web.console.test_mechanism import AHEAD

_TURNING = re.compile("[\u2066-\u2069]")
_ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{2,})+")
"""Two words of English in a row: a name alone may stand in any language."""
REFUSED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("turkey-liaison", "acknowledge", {"message": "tr-1"}),
    ("russia-liaison", "close", {"message": "tr-1"}),
    ("turkey-liaison", "send", {"message": "TR 9", "to": "mars", "subject": "", "text": ""}),
    ("turkey-liaison", "send", {"message": "tr-1", "to": "russia", "subject": "x", "text": "y"}),
    ("turkey-liaison", "answer", {"message": "no-such", "text": "y"}),
    ("turkey-liaison", "plan", {**AHEAD, "manner": "single"}),
    ("turkey-liaison", "plan", {**AHEAD, "ends": "2029-01-01T12:00", "route": "{"}),
    ("turkey-liaison", "plan", {**AHEAD, "starts": "soon", "route": '{"type": "Point"}'}),
    ("turkey-observer", "take_part", {"patrol": "joint-2018-11-10"}),
    ("turkey-liaison", "count", {"where": "hama", "on": "2199-01-01", "firings": "1"}),
    ("turkey-liaison", "count", {"where": "hama", "on": "2018-10-15", "firings": "many"}),
    ("iran-liaison", "approve", {"zone": "dmz", "segment": "east", "drawing": "first"}),
    ("turkey-liaison", "approve", {"zone": "dmz", "segment": "north", "drawing": "first"}),
    ("turkey-liaison", "divide", {"zone": "dmz", "segments": "a b"}),
    ("turkey-liaison", "grant", {"extension": "month", "until": "2030-01-01"}),
    (
        "turkey-liaison",
        "request",
        {"extension": "x", "norms": ["ceasefire-kept"], "until": "2030-01-01", "why": "x"},
    ),
    ("turkey-liaison", "retract", {"act": "0123456789ab", "why": "x"}),
    ("team-verifier", "conclude", {"incident": "jarjanaz-1", "finding": "verified", "basis": "x"}),
    ("team-observer", "report", {"incident": "jarjanaz-1", "text": "x"}),
    (
        "turkey-liaison",
        "allege",
        {"incident": "x", "what": "shell", "on": "2199-01-01", "text": "x", "lat": "1"},
    ),
    (
        "turkey-liaison",
        "declare",
        {"withdrawal": "x", "what": "tanks", "count": "-1", "leaves": "dmz", "by": "x"},
    ),
    ("turkey-liaison", "pledge", {"release": "x", "people": "0", "by": "2018-10-10"}),
)


def told(page: str) -> str:
    """What a page says is wrong, without its marks."""
    found = re.findall(r'<div class="problems".*?</div>|<p class="wrong".*?</p>', page, re.DOTALL)
    assert found, page
    return _TURNING.sub("", html.unescape(re.sub("<[^>]+>", " ", " ".join(found))))


@pytest.mark.parametrize(
    ("name", "kind", "given"), REFUSED, ids=[f"{kind}-{n}" for n, (_, kind, _) in enumerate(REFUSED)]
)
def test_a_refusal_is_told_in_arabic(seen: Table, name: str, kind: str, given: dict[str, Any]):
    answer = seen.post(f"mechanism/new/{kind}?language=ar", name=name, data={"do": "look", **given})
    assert answer.status_code == 422, answer.text
    assert _ENGLISH.findall(told(answer.text)) == []


def test_what_cannot_be_done_next_is_told_in_arabic_with_its_reason(seen: Table):
    for path in ("message/tr-1", "extension/month", "inquiry/jarjanaz-1", "boundary/dmz", "patrol/wide-look"):
        for name in ("turkey-liaison", "russia-liaison", "team-verifier"):
            page = seen.get(f"mechanism/{path}?language=ar", name=name)
            if page.status_code == 200:
                assert 'lang="en"' not in page.text.partition("<main")[2], (path, name)


def test_names_in_a_refusal_are_those_the_reader_knows(seen: Table):
    answer = seen.fill("russia-liaison", "close", message="tr-1")
    assert "only Turkey can close message tr-1" in told(answer.text)
    arabic = seen.post("mechanism/new/close?language=ar", name="russia-liaison", data={"message": "tr-1"})
    assert "تركيا" in told(arabic.text)


def test_faults_of_keys_are_told_in_arabic(table: Table):
    files = {"file": ("k.key", "{}")}
    answer = table.post("mechanism/key/bring?language=ar", name="turkey-liaison", files=files)
    assert _ENGLISH.findall(told(answer.text).replace("truceline keys new", "")) == []
