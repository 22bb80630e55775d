"""An index is worked out once and read from then on; if anything is wrong with it, it is made anew."""

import shutil

import numpy as np
import pytest
from tests.bulk import shapes

from truceline.bulk import keeping
from truceline.bulk.keeping import kept_survey
from truceline.bulk.survey import Survey
from truceline.places.ground import Ground


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "kept_in", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def grounds():
    line = shapes.winding(36.0, 35.0, 40, 40)
    area = Ground(shapes.blob(36.0, 35.0, 20, 60))
    return [Ground(line, 3.0, 5.0, within=area), area]


@pytest.fixture
def made(monkeypatch):
    """How often an index was worked out."""
    count = []
    make = Survey.of

    def counted(*args):
        count.append(args)
        return make(*args)

    monkeypatch.setattr(keeping.Survey, "of", counted)
    return count


def chances(survey):
    lon, lat = np.linspace(35.5, 36.5, 60), np.linspace(34.8, 35.2, 60)
    return survey.measure(lon, lat, np.resize([0.0, 500.0, 5000.0], 60))


def test_a_kept_index_measures_the_same_to_the_bit(home, grounds, made):
    first, again = kept_survey(grounds), kept_survey(grounds)
    assert len(made) == 1
    assert all((a == b).all() for a, b in zip(chances(first), chances(again), strict=True))


def test_a_kept_index_is_opened_once_a_process(home, grounds):
    kept_survey(grounds)
    assert kept_survey(grounds) is kept_survey(grounds)


def test_an_index_that_was_taken_away_is_made_anew(home, grounds, made):
    kept_survey(grounds)
    kept_survey(grounds)
    shutil.rmtree(next(home.glob("index-*")))
    assert np.isfinite(chances(kept_survey(grounds)).p_inside).all()
    assert len(made) == 2
    assert len(list(home.glob("index-*/plain.json"))) == 1


def test_other_zones_have_another_index(home, grounds, made):
    kept_survey(grounds)
    kept_survey(grounds[::-1])
    kept_survey([grounds[0], Ground(grounds[1].base, uncertainty_km=1.0)])
    kept_survey(grounds, lines=[0])
    assert len(made) == 4


def test_a_damaged_one_is_made_anew(home, grounds, made):
    kept_survey(grounds)
    for array in home.glob("index-*/*.npy"):
        array.write_bytes(b"no array")
    assert np.isfinite(chances(kept_survey(grounds)).p_inside).all()
    kept_survey(grounds)
    assert len(made) == 2


def test_without_room_it_works_all_the_same(home, grounds, made, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.np, "save", full)
    kept_survey(grounds)
    kept_survey(grounds)
    assert len(made) == 2
    assert not list(home.iterdir())


def test_without_a_folder_to_keep_it_in_it_works_all_the_same(grounds, made, monkeypatch):
    monkeypatch.setattr(keeping, "kept_in", lambda: None)
    assert np.isfinite(chances(kept_survey(grounds)).p_inside).all()
    assert len(made) == 1


def test_the_oldest_make_room(home, grounds, monkeypatch):
    monkeypatch.setattr(keeping, "_KEPT", 1)
    kept_survey(grounds)
    kept_survey(grounds[1:])
    assert len(list(home.glob("index-*"))) == 1
