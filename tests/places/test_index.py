import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places import index
from truceline.places.index import NameIndex, cache_folder, opened, packed
from truceline.places.spelling import key

ROWS = [
    ("row of Northford", "Northford|Nordfurt"),
    ("row of Khan Tell", "Khan al-Tell"),
    ("twin", "Northford"),
]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "truceline"


def rows_named(names, name):
    return [names.row(number) for number in names.find(key(name))]


def test_rows_are_found_by_every_name_in_their_order():
    names = NameIndex(packed(ROWS))
    assert rows_named(names, "northford") == ["row of Northford", "twin"]
    assert rows_named(names, "NORDFURT") == ["row of Northford"]
    assert rows_named(names, "Khan el Tell") == ["row of Khan Tell"]
    assert rows_named(names, "Khan") == rows_named(names, "") == []
    assert names.rows == 3


def test_the_first_word_tells_how_long_a_name_may_be():
    names = NameIndex(packed(ROWS))
    assert [names.longest(word) for word in ("northford", "khan", "tell")] == [1, 2, 0]


def test_names_are_found_by_their_sound():
    names = NameIndex(packed([("row", "Saraqib")]))
    assert names.like("srkb") == [0]
    assert names.like("") == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("abcdefghijkl ", min_size=1, max_size=6).filter(key), min_size=1, max_size=40))
def test_every_name_is_found_and_no_other(listed):
    names = NameIndex(packed([(str(number), name) for number, name in enumerate(listed)]))
    for name in listed:
        wanted = [str(number) for number, other in enumerate(listed) if key(other) == key(name)]
        assert rows_named(names, name) == wanted
    assert names.find("zzz") == []


def test_an_empty_index_finds_nothing():
    assert NameIndex(packed([])).find("northford") == []


def test_an_index_is_made_once_and_kept(cache):
    first = opened("abc", ROWS)
    again = opened("abc", iter([("never", "asked")]))
    assert rows_named(again, "Northford") == rows_named(first, "Northford") == ["row of Northford", "twin"]
    assert [path.name for path in cache.iterdir()] == [f"names-{index.FORMAT}-abc.idx"]
    assert index.is_kept("abc")
    assert not index.is_kept("other")


@pytest.mark.parametrize("content", [b"", b"not an index", packed(ROWS)[:-1], b"x" * 200])
def test_a_spoilt_file_is_made_anew(cache, content):
    cache.mkdir()
    (cache / f"names-{index.FORMAT}-abc.idx").write_bytes(content)
    assert rows_named(opened("abc", ROWS), "Northford")


def test_where_nothing_can_be_kept_names_are_found_all_the_same(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert rows_named(opened("abc", ROWS), "Northford")


def test_a_failed_write_leaves_no_half_file(cache, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    assert rows_named(opened("abc", ROWS), "Northford")
    assert list(cache.iterdir()) == []


def test_a_relative_cache_folder_is_not_used(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert cache_folder().is_absolute()
