from __future__ import annotations

import pytest
from tests.replies.making import CANARY

from truceline.replies.checking import Filled, Wrong

GOOD = {"name": "A reader", "email": CANARY, "text": "The road was open."}


def test_a_form_that_is_filled_in_has_nothing_wrong_and_gives_a_reply_without_the_address():
    filled = Filled.of(GOOD)
    assert filled.wrong() == {}
    arrival = filled.arrival("week-2.html", "ar")
    assert (arrival.name, arrival.text, arrival.language) == ("A reader", "The road was open.", "ar")
    assert CANARY not in arrival.model_dump_json() + repr(filled)


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("name", "", Wrong.NAME_MISSING),
        ("name", "\u202e\x00 -", Wrong.NAME_MISSING),
        ("name", "n" * 81, Wrong.NAME_LONG),
        ("name", "a@b.example", Wrong.NAME_MAILBOX),
        ("name", "F\u0435deral Government", Wrong.NAME_MIXED),
        ("name", "\u039dorth", Wrong.NAME_MIXED),
        ("email", " ", Wrong.MAILBOX_MISSING),
        ("email", "a@b", Wrong.MAILBOX_WRONG),
        ("text", "\n \n", Wrong.TEXT_MISSING),
        ("text", "t" * 5001, Wrong.TEXT_LONG),
        ("text", f"write to me: {CANARY.upper()}", Wrong.TEXT_MAILBOX),
        ("text", "or to b@c.example", Wrong.TEXT_MAILBOX),
    ],
)
def test_each_mistake_is_told_for_its_field_alone(field, typed, wrong):
    assert Filled.of({**GOOD, field: typed}).wrong() == {field: wrong}


def test_an_empty_form_lacks_everything_in_the_order_of_the_form():
    assert list(Filled.of({}).wrong()) == ["name", "email", "text"]


def test_more_than_three_links_are_too_many():
    assert not Filled.of({**GOOD, "text": "https://a.example " * 3}).is_full_of_links
    assert Filled.of({**GOOD, "text": "https://a.example " * 4}).is_full_of_links


def test_no_address_comes_back_in_the_form_however_it_was_written():
    filled = Filled.of({**GOOD, "text": f"I am {CANARY.upper()} or x.y @ z.example, or both"})
    assert filled.echoed(filled.text) == "I am [...] or [...], or both"
    odd = Filled.of({**GOOD, "email": "a;b@c.example", "text": "no; never"})
    assert odd.echoed(odd.text) == "no; never"


def test_half_an_address_in_the_field_makes_no_word_of_the_text_an_address():
    assert Filled.of({**GOOD, "email": "a"}).wrong() == {"email": Wrong.MAILBOX_WRONG}
