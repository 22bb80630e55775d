"""A state of a ledger read out over a telephone: what is misheard is found, what differs differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import InputError
from truceline.ledger.codes import Code
from truceline.ledger.verification import Mark

MARK = Mark("0123456789abcdef" * 2, 57, "ab" * 32)
CODE = str(Code.of(MARK))
marks = st.builds(
    Mark,
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.integers(0, 10**9),
    st.text("0123456789abcdef", min_size=64, max_size=64),
)


def test_a_code_is_the_position_and_eight_groups_of_four():
    position, *groups = CODE.split("-")
    assert position == "57"
    assert [len(group) for group in groups] == [4] * 8
    assert CODE == "57-W7E6-TD7Z-ZTRG-K8JA-NPHQ-R411-KE91-5H7F"


@given(marks)
def test_a_code_comes_back_however_it_is_written_down(mark):
    code = Code.of(mark)
    position, _, letters = str(code).partition("-")
    sloppy = letters.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert Code.read(str(code)) == Code.read(f" {position}-{sloppy} ") == code


@given(marks, marks)
def test_two_states_have_two_codes(one, other):
    assert (Code.of(one) == Code.of(other)) == (one == other)


@pytest.mark.parametrize("at", range(3, len(CODE)))
def test_a_letter_that_was_misheard_is_found(at):
    if CODE[at] != "-":
        misheard = CODE[:at] + ("7" if CODE[at] != "7" else "9") + CODE[at + 1 :]
        with pytest.raises(InputError, match="misheard"):
            Code.read(misheard)


def test_another_position_is_misheard_too():
    with pytest.raises(InputError, match="misheard"):
        Code.read(f"58{CODE[2:]}")


@pytest.mark.parametrize(
    "text", ["", "57", "57-ABCD", CODE[3:], f"{CODE}A", f"-{CODE}", "57-" + "U" * 32, "\u0665" + CODE[2:]]
)
def test_what_is_no_code_is_told(text):
    with pytest.raises(InputError, match="a code is a position"):
        Code.read(text)
