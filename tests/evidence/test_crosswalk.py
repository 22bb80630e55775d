"""Every act has its codes in both ontologies, and they are codes that exist in form."""

from __future__ import annotations

import re

import pytest

from truceline.evidence.acts import VIOLENT, Act
from truceline.evidence.crosswalk import CROSSWALK, PLOVER_MODES, PLOVER_TYPES


def test_every_act_is_in_the_crosswalk_and_nothing_else() -> None:
    assert set(CROSSWALK) == set(Act)


@pytest.mark.parametrize("act", list(Act))
def test_codes_are_of_the_right_form(act) -> None:
    codes = CROSSWALK[act]
    assert codes.plover in PLOVER_TYPES
    assert codes.mode is None or codes.mode in PLOVER_MODES[codes.plover]
    assert (codes.mode is None) == (codes.plover not in PLOVER_MODES)
    assert re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", codes.cameo)
    assert codes.cameo_root == codes.cameo[:2]


def test_modes_belong_to_types_that_exist() -> None:
    assert set(PLOVER_MODES) <= PLOVER_TYPES


@pytest.mark.parametrize("act", sorted(VIOLENT))
def test_armed_force_is_an_assault_in_the_material_conflict_codes(act) -> None:
    assert CROSSWALK[act].plover == "ASSAULT"
    assert CROSSWALK[act].cameo_root in {"18", "19", "20"}


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.OPEN_ROUTE, Act.DEMILITARIZE, Act.ABSENCE])
def test_pulling_back_is_never_coded_as_force(act) -> None:
    assert (CROSSWALK[act].plover, CROSSWALK[act].cameo_root) == ("RETREAT", "08")
