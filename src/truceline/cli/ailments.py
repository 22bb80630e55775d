"""What `truceline doctor` found: one line for each thing it looked at, and what to do where it is wrong."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from truceline.errors import InputError
from truceline.evidence.strict import Strict


class Condition(StrEnum):
    """How something was found."""

    WELL = "well"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


class Looked(Strict):
    """One thing that was looked at."""

    what: str
    """Kind of thing: versions, extras, home, lock, key, accounts, hook, case, ledger, feed, disk, port..."""
    where: str = ""
    condition: Condition = Condition.WELL
    told: str
    """What was found."""
    remedy: str = ""
    """What to do about it; empty where all is well."""


class Diagnosis(Strict):
    """All that was looked at."""

    format: Literal["truceline/doctor/1"] = "truceline/doctor/1"
    truceline: str
    condition: Condition
    """The worst of all."""
    looked: tuple[Looked, ...]


def well(what: str, where: object, told: str) -> Looked:
    """All is well."""
    return Looked(what=what, where=str(where), told=told)


def doubtful(what: str, where: object, told: str, remedy: str) -> Looked:
    """It works, and somebody should look at it."""
    return Looked(what=what, where=str(where), condition=Condition.DOUBTFUL, told=told, remedy=remedy)


def wrong(what: str, where: object, told: str, remedy: str) -> Looked:
    """It does not work, or others can get at what is secret."""
    return Looked(what=what, where=str(where), condition=Condition.WRONG, told=told, remedy=remedy)


def failed(what: str, where: object, error: InputError, remedy: str) -> Looked:
    """It cannot be used, in the error's own words."""
    return wrong(what, where, "; ".join(one.message for one in error.problems), remedy)


def worst(looked: tuple[Looked, ...]) -> Condition:
    """The worst condition of all."""
    order = tuple(Condition)
    return max((one.condition for one in looked), key=order.index, default=Condition.WELL)
