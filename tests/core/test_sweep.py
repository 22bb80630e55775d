from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from truceline.core.sweep import kept_for_good, swept_seldom, unswept


@pytest.fixture
def usual() -> Iterator[tuple[int, int, int]]:
    """The collector as Python has it: the tests themselves run with another measure."""
    found = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield (700, 10, 10)
    gc.set_threshold(*found)


def test_the_collector_rests_inside_and_is_left_as_it_was():
    assert gc.isenabled()
    with unswept():
        assert not gc.isenabled()
        with unswept():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_inside_wakes_it_again():
    with pytest.raises(ValueError, match="broken"), unswept():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_command_is_swept_seldom_and_the_usual_measure_comes_back(usual: tuple[int, int, int]):
    with swept_seldom():
        assert gc.get_threshold() == (50_000, *usual[1:])
    assert gc.get_threshold() == usual
    with pytest.raises(ValueError, match="broken"), swept_seldom():
        raise ValueError("broken")
    assert gc.get_threshold() == usual


def test_what_is_loaded_for_good_is_never_looked_at_again():
    try:
        with kept_for_good():
            assert not gc.isenabled()
            loaded = [[]]
        assert gc.isenabled()
        assert not any(one is loaded for one in gc.get_objects())
    finally:
        gc.unfreeze()
    assert any(one is loaded for one in gc.get_objects())


def test_what_failed_to_load_is_not_kept():
    before = gc.get_freeze_count()
    with pytest.raises(ValueError, match="broken"), kept_for_good():
        raise ValueError("broken")
    assert gc.isenabled()
    assert gc.get_freeze_count() == before


def test_whoever_sweeps_even_less_is_left_to_it(usual: tuple[int, int, int]):
    gc.set_threshold(90_000, *usual[1:])
    with swept_seldom():
        assert gc.get_threshold()[0] == 90_000
