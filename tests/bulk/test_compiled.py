"""Compiled code is kept where that can be, under a name that changes with the sources."""

from truceline.bulk.compiled import kept_in


def test_compiled_code_is_kept_in_the_cache_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kept_in().parent == tmp_path / "truceline"


def test_where_no_folder_can_be_made_nothing_is_kept(monkeypatch, tmp_path):
    (tmp_path / "truceline").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kept_in() is None
