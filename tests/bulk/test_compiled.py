"""Compiled code is kept where that can be, under a name that changes with the sources."""

import os
import time

from truceline.bulk.compiled import kept_in


def test_compiled_code_is_kept_in_the_cache_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kept_in().parent == tmp_path / "truceline"


def test_where_no_folder_can_be_made_nothing_is_kept(monkeypatch, tmp_path):
    (tmp_path / "truceline").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kept_in() is None


def test_what_another_version_kept_goes_once_nobody_has_used_it_for_a_month(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    old, recent = (tmp_path / "truceline" / name for name in ("bulk-1", "bulk-2"))
    for folder, days in ((old, 40), (recent, 20)):
        folder.mkdir(parents=True)
        then = time.time() - days * 86_400
        os.utime(folder, (then, then))
    current = kept_in()
    assert not old.exists()
    assert recent.exists()
    assert current.exists()
