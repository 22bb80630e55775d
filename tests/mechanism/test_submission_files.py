from __future__ import annotations

import csv

import pytest

from truceline.errors import InputError
from truceline.mechanism.submission_files import read_submissions


def test_a_long_cell_is_read_and_every_other_table_keeps_its_own_limit(tmp_path):
    usual = csv.field_size_limit()
    path = tmp_path / "submissions.csv"
    path.write_text(f'form,note\ncount,"{"x" * (usual + 10)}"\n', encoding="utf-8")
    (one,) = read_submissions(path)
    assert len(one.text("note")) == usual + 10
    assert csv.field_size_limit() == usual


def test_a_broken_table_leaves_the_limit_as_it_was(tmp_path):
    usual = csv.field_size_limit()
    path = tmp_path / "submissions.csv"
    path.write_text('form,note\ncount,"open\n', encoding="utf-8")
    with pytest.raises(InputError, match="is no sound table"):
        read_submissions(path)
    assert csv.field_size_limit() == usual
