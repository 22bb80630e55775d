from __future__ import annotations

import errno

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.cli.failure import outcome_of, visible


@given(st.text())
def test_what_is_shown_never_holds_a_control_character(text):
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)


@pytest.mark.parametrize("text", ["Idlib", "\u0625\u062f\u0644\u0628", "Jisr al-Shughur, 35.81", "a\u200cb"])
def test_ordinary_text_is_left_as_it_is(text):
    assert visible(text) == text


def test_an_override_of_the_writing_direction_is_made_visible():
    assert visible("a\u202eb") == "a\ufffdb"


def test_click_s_own_exit_keeps_its_code():
    assert outcome_of(click.exceptions.Exit(0), debug=False).lines == ()


def test_an_os_error_without_a_file_is_a_bug():
    assert outcome_of(OSError(5, "Input/output error"), debug=False).code == 3


def test_a_full_disk_is_told_and_is_no_bug():
    end = outcome_of(OSError(errno.ENOSPC, "No space left on device"), debug=False)
    assert (end.code, end.lines) == (2, ("error: the output could not be written: no space left on device",))
