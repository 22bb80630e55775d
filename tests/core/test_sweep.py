from __future__ import annotations

import gc

import pytest

from truceline.core.sweep import unswept


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
