"""Every act has its codes in both ontologies, and they are codes that exist and belong together."""

from __future__ import annotations

import pytest

from truceline.evidence.acts import VIOLENT, Act
from truceline.evidence.crosswalk import CROSSWALK, PLOVER_MODES, PLOVER_TYPES

# How many base codes a root of CAMEO 1.1b3 has (from its 0), and how many sub-codes each of them.
LAST_BASE = {
    "01": 9, "02": 8, "03": 9, "04": 6, "05": 7, "06": 4, "07": 5, "08": 7, "09": 4, "10": 8,
    "11": 6, "12": 9, "13": 9, "14": 5, "15": 5, "16": 6, "17": 6, "18": 6, "19": 6, "20": 4,
}  # fmt: skip
SUB_CODES = {
    "021": 4, "023": 4, "024": 4, "025": 6, "031": 4, "033": 4, "034": 4, "035": 6, "081": 4, "083": 4,
    "084": 2, "086": 3, "087": 4, "101": 4, "103": 4, "104": 4, "105": 6, "112": 5, "121": 2, "122": 4,
    "123": 4, "124": 6, "131": 3, "132": 4, "138": 5, "141": 4, "142": 4, "143": 4, "144": 4, "145": 4,
    "162": 3, "166": 3, "171": 2, "172": 4, "182": 3, "183": 4, "195": 2, "204": 2,
}  # fmt: skip
BASES = {f"{root}{number}" for root, last in LAST_BASE.items() for number in range(last + 1)}
CAMEO = BASES | {f"{base}{number}" for base, subs in SUB_CODES.items() for number in range(1, subs + 1)}

# The Open Event Data Alliance's own table of September 2021, by root and where a root is divided.
TYPE_OF = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
    "084": "RETREAT", "085": "RETREAT", "086": "RETREAT", "087": "RETREAT", "09": "ACCUSE",
    "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE",
    "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "191": "COERCE", "192": "COERCE",
    "20": "ASSAULT",
}  # fmt: skip
# PLOVER has dropped statements; appeals it takes with demands since `DEMAND` became `REQUEST`.
UNTYPED = {"01": None, "02": "REQUEST"}


def test_every_act_is_in_the_crosswalk_and_nothing_else() -> None:
    assert set(CROSSWALK) == set(Act)


@pytest.mark.parametrize("act", list(Act))
def test_codes_are_codes_that_the_codebooks_have(act) -> None:
    codes = CROSSWALK[act]
    assert codes.cameo in CAMEO
    assert codes.cameo_root == codes.cameo[:2]
    assert codes.plover in PLOVER_TYPES | {None}
    assert codes.mode is None or codes.mode in PLOVER_MODES[codes.plover]


@pytest.mark.parametrize("act", list(Act))
def test_the_two_codes_of_an_act_are_each_others_in_the_published_table(act) -> None:
    codes = CROSSWALK[act]
    if codes.cameo_root in UNTYPED:
        assert codes.plover == UNTYPED[codes.cameo_root]
    else:
        assert codes.plover == TYPE_OF.get(codes.cameo[:3], TYPE_OF.get(codes.cameo_root))


@pytest.mark.parametrize("act", [act for act in Act if CROSSWALK[act].plover is None])
def test_an_act_that_plover_does_not_know_is_never_called_a_fit(act) -> None:
    assert (CROSSWALK[act].mode, CROSSWALK[act].fit) == (None, "nearest")


def test_modes_belong_to_types_that_exist() -> None:
    assert set(PLOVER_MODES) <= PLOVER_TYPES


@pytest.mark.parametrize("act", sorted(VIOLENT))
def test_armed_force_is_an_assault_in_the_material_conflict_codes(act) -> None:
    assert CROSSWALK[act].plover == "ASSAULT"
    assert CROSSWALK[act].cameo_root in {"18", "19"}


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.OPEN_ROUTE, Act.DEMILITARIZE, Act.ABSENCE])
def test_pulling_back_is_never_coded_as_force(act) -> None:
    assert (CROSSWALK[act].plover, CROSSWALK[act].cameo_root) == ("RETREAT", "08")


@pytest.mark.parametrize(
    ("act", "cameo"),
    [
        # Once given the codes of a veto, a refused meeting, seized property and weapons of mass destruction.
        (Act.WAIT, "014"),
        (Act.REFUSE, "124"),
        (Act.DENY_ACCESS, "191"),
        (Act.DISPLACE, "201"),
    ],
)
def test_codes_that_once_said_something_else_stay_corrected(act, cameo) -> None:
    assert CROSSWALK[act].cameo == cameo
