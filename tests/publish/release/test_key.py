"""The key of a case's releases: made once, closed to others, and never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import CaseError
from truceline.publish.release.key import KEY_FILE, ReleaseKey, key_of

KEY = ReleaseKey(bytes(range(32)))


def test_the_key_is_made_on_first_use_and_stays(tmp_path):
    made = key_of(tmp_path, anew=True)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert key_of(tmp_path, anew=True).mark == key_of(tmp_path, anew=False).mark == made.mark


def test_two_cases_have_two_keys(tmp_path):
    marks = set()
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        marks.add(key_of(tmp_path / name, anew=True).mark)
    assert len(marks) == 2


def test_a_key_that_was_used_before_is_not_made_anew(tmp_path):
    with pytest.raises(CaseError, match="restore it from a copy"):
        key_of(tmp_path, anew=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", ["", "{}", '{"secret": "c2hvcnQ="}', '{"secret": "hush-hush"}', "[1]"])
def test_a_damaged_key_is_told_without_a_word_of_what_is_in_it(tmp_path, content):
    path = tmp_path / KEY_FILE
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(CaseError) as wrong:
        key_of(tmp_path, anew=True)
    assert "hush" not in str(wrong.value)
    assert "c2hv" not in str(wrong.value)


def test_a_key_that_others_can_read_is_refused(tmp_path):
    key_of(tmp_path, anew=True)
    (tmp_path / KEY_FILE).chmod(0o644)
    with pytest.raises(CaseError, match="chmod 600"):
        key_of(tmp_path, anew=True)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(CaseError, match="cannot be written"):
        key_of(tmp_path / "nowhere", anew=True)


def test_what_is_no_file_cannot_be_read(tmp_path):
    (tmp_path / KEY_FILE).mkdir(0o700)
    with pytest.raises(CaseError, match="cannot be read"):
        key_of(tmp_path, anew=True)


def test_the_secret_is_not_in_what_is_printed():
    assert str(KEY.secret) not in repr(KEY)
    assert "secret" not in repr(KEY)


@given(one=st.text(), other=st.text())
def test_references_are_told_apart_as_records_are(one, other):
    assert (KEY.reference("claim", one) == KEY.reference("claim", other)) == (one == other)
    assert KEY.reference("claim", one) != KEY.reference("entry", one)


@given(of=st.text())
def test_a_share_is_below_one_and_always_the_same(of):
    assert 0 <= KEY.share(of) < 1
    assert KEY.share(of) == KEY.share(of)
