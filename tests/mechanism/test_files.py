from __future__ import annotations

import json

import pytest
from tests.mechanism.conftest import SIGNERS, START, deed

from truceline.errors import InputError
from truceline.mechanism.files import read_acts
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.signed import Signed

USUAL = {"agreement": "river-2030", "party": "north", "signer": "north-liaison", "made_at": START.isoformat()}
TWO = """format: truceline/acts/1
acts:
  - kind: send
    message: m-1
    to: south
    subject: Firing
    text: Who fired?
  - {kind: close, message: m-0}
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str, name: str = "acts.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def told(path, usual=USUAL) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_acts(path, usual)
    return [str(problem).removeprefix(str(path)) for problem in caught.value.problems]


def test_acts_are_read_with_their_lines_and_what_they_leave_out_is_filled_in(written):
    first, second = read_acts(written(TWO), USUAL)
    assert (first.line, first.act.kind, first.act.signer, first.act.made_at) == (
        3,
        "send",
        "north-liaison",
        START,
    )
    assert (second.line, second.act.kind) == (8, "close")


def test_what_an_act_says_itself_goes_before_what_is_usual(written):
    (one,) = read_acts(written(TWO.partition("  - {kind: close")[0] + "    signer: other\n"), USUAL)
    assert one.act.signer == "other"


def test_wrong_acts_are_told_by_line_field_and_allowed_values(written):
    text = TWO.replace("subject: Firing", "sujbect: Firing").replace("kind: close", "kind: clse")
    missing, unknown, kind = told(written(text))
    assert missing == ":3: acts[0].subject: is missing"
    assert unknown.startswith(
        ":6: acts[0].sujbect: is no key that belongs here; did you mean `subject`? (allowed: "
    )
    assert kind.startswith(f":8: acts[1].kind: `clse` is unknown (allowed: {', '.join(list(KINDS)[:5])}")


def test_an_act_without_a_kind_is_told(written):
    assert told(written(TWO.replace("kind: close, ", ""))) == [":8: acts[1].kind: is missing"]


def test_a_number_is_no_text_and_a_day_no_instant(written):
    text = TWO.replace("text: Who fired?", "text: 7\n    made_at: soon")
    assert told(written(text)) == [
        ":7: acts[0].text: must be text (put it in quotes)",
        ":8: acts[0].made_at: is no day or instant; write it like 2018-10-10 or 2018-10-10T12:00:00+02:00",
    ]


def test_what_is_no_file_of_acts_is_told(written):
    assert told(written("format: truceline/acts/2\nacts: []\nmore: 1\n")) == [
        ":1: format: must be (allowed: truceline/acts/1)",
        ":2: acts: lists no act",
        ":3: more: is no key that belongs here (allowed: format, acts)",
    ]


def test_an_item_that_is_no_mapping_is_told(written):
    assert told(written("format: truceline/acts/1\nacts:\n  - send\n")) == [
        ":3: acts[0]: must be a mapping of keys to values"
    ]


def test_signed_acts_are_read_from_json_lines(case, written):
    signed = Signed.by(SIGNERS["north-liaison"], deed(case, "north-liaison", "close", message="m-1"))
    (read,) = read_acts(written(f"\n{signed.line().decode()}", "acts.jsonl"), {})
    assert (read.act, read.line) == (signed, 2)


def test_signed_acts_may_stand_in_yaml(case, written):
    signed = Signed.by(SIGNERS["north-liaison"], deed(case, "north-liaison", "close", message="m-1"))
    text = json.dumps({"format": "truceline/acts/1", "acts": [signed.plain()]})
    (read,) = read_acts(written(text), {})
    assert read.act == signed


def test_half_a_signed_act_is_told(case, written):
    signed = Signed.by(SIGNERS["north-liaison"], deed(case, "north-liaison", "close", message="m-1")).plain()
    for wrong in ({"deed": signed["deed"]}, signed | {"more": 1}, signed | {"key": 7}):
        text = json.dumps({"format": "truceline/acts/1", "acts": [wrong]})
        assert "a signed act has `deed`, `key` and `signature`" in told(written(text))[0]


def test_a_signed_act_is_checked_as_strictly_as_any(case, written):
    signed = Signed.by(SIGNERS["north-liaison"], deed(case, "north-liaison", "close", message="m-1")).plain()
    wrong = json.dumps(signed | {"deed": signed["deed"] | {"more": 1}})
    assert "acts[0].deed.more: is no key that belongs here" in told(written(wrong, "acts.jsonl"))[0]


def test_a_line_that_is_no_json_is_told(written):
    assert told(written("{}\n{oops\n", "acts.jsonl"))[1].startswith(":2: not valid JSON")
