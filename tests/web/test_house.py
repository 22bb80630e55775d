from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from truceline.errors import CaseError, InputError
from truceline.web.house import House, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Idlib 2018", "idlib-2018"), ("río_seco", "r-o-seco"), ("...", "case"), ("سوتشي", "case")],
)
def test_a_case_is_called_by_its_folder_in_plain_letters(tmp_path: Path, name: str, slug: str):
    assert slug_of(tmp_path / name) == slug


def test_two_cases_that_would_be_called_the_same_are_refused(idlib_made: Path, tmp_path: Path):
    other = Path(shutil.copytree(idlib_made, tmp_path / "Idlib"))
    with pytest.raises(InputError, match="another case is called 'idlib' already"):
        House.open([idlib_made, other])


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path):
    with pytest.raises(CaseError):
        House.open([tmp_path])


def test_the_map_of_many_events_is_read_before_anybody_asks(
    idlib_made: Path, monkeypatch: pytest.MonkeyPatch
):
    house = House.open([idlib_made])
    held = house.cases["idlib"]
    house.warm()
    assert not held.map.is_warm
    monkeypatch.setattr("truceline.web.house.MANY", 10)
    house.warm()
    assert held.map.is_warm


def test_memory_is_given_back_now_and_then_while_a_large_case_is_served(
    idlib_made: Path, monkeypatch: pytest.MonkeyPatch
):
    given = []
    monkeypatch.setattr("truceline.web.house.give_back", lambda: given.append(1) or house.close())
    monkeypatch.setattr("truceline.web.house._TIDY_S", 0.01)
    monkeypatch.setattr("truceline.web.house._LARGE", 1)
    house = House.open([idlib_made])
    house.tidy()
    assert given == [1]
