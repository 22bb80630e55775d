"""A claim in flat form: one column for each slot, named by its path (`place.lat`, `source.id`).

The columns are read off the claim's own model, so that a new field has its column at once.
Lists (actors, targets, norms) are one cell with semicolons; of places and quantities a flat row
has one each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel

from truceline.agreement.naming import Names
from truceline.core.instant import Clock
from truceline.evidence.claim import Actor, Claim
from truceline.intake import cells
from truceline.intake.faults import Doubt, Fault, UnusableRow
from truceline.intake.points import Bounds, point

SEPARATOR = ";"
REQUIRED = ("kind", "act", "source.id", "source.family")
_SKIP = frozenset({"claim_id", "decided_by", "decided_at", "geometry", "made_by", "alternatives", "span"})
"""Bookkeeping and shapes, which a flat row cannot hold."""
_SIDES = ("actor", "target")
_POINT = ("place.lat", "place.lon")
_ELSEWHERE = frozenset({"document", "file", "cite"})
"""Evidence that already says where the row's content comes from."""
_ANY_CLOCK = Clock()
_TRUE = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@cache
def slots() -> Mapping[str, Any]:
    """Every flat column in the order of the model, with the type of its cell."""
    return dict(_slots(Claim, ""))


def _slots(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, info in model.model_fields.items():
        if name in _SKIP:
            continue
        kind = _bare(info.annotation)
        path = f"{prefix}{name}"
        if path in _SIDES or kind == tuple[str, ...]:
            yield path, tuple
        elif inner := _model_in(kind):
            yield from _slots(inner, f"{path}.")
        else:
            yield path, kind


def _bare(annotation: Any) -> Any:
    """The type without `Optional` and `Annotated` around it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    given = get_args(annotation)
    if NoneType in given and get_origin(annotation) is not Literal:
        return _bare(next(one for one in given if one is not NoneType))
    return annotation


def _model_in(kind: Any) -> type[BaseModel] | None:
    candidates = (kind, *get_args(kind)) if get_origin(kind) is not Union else get_args(kind)
    return next((one for one in candidates if isinstance(one, type) and issubclass(one, BaseModel)), None)


def allowed(slot: str) -> tuple[str, ...]:
    """The values a slot is limited to; empty where any text, number or day may stand."""
    kind = slots()[slot]
    if get_origin(kind) is Literal:
        return tuple(str(value) for value in get_args(kind))
    members = getattr(kind, "__members__", None)
    return tuple(member.value for member in members.values()) if members else ()


class FlatRows:
    """Turns flat cells into claims, with the agreement's names, bounds and date styles."""

    def __init__(
        self, names: Names, bounds: Bounds | None, orders: tuple[str, ...] = (), clock: Clock | None = None
    ) -> None:
        self._names = names
        self._bounds = bounds
        self._orders = orders
        self._clock = clock

    def claim(self, given: Mapping[str, str], fallback: Mapping[str, Any], doubts: list[Doubt]) -> Claim:
        """The claim of one row's non-empty slots; `fallback` is its evidence if it names none.

        Raises UnusableRow for cells that cannot be read, ValidationError for what the model refuses.
        """
        filled = {slot: text.strip() for slot, text in given.items() if text.strip()}
        absent = [slot for slot in REQUIRED if slot not in filled]
        if absent:
            raise UnusableRow(Fault.MISSING_VALUE, f"no value for {', '.join(absent)}", absent[0])
        tree: dict[str, Any] = {}
        for slot, text in filled.items():
            if slot not in _POINT and slot not in _SIDES:
                _plant(tree, slot, self._value(slot, text))
        self._add_place(filled, tree, doubts)
        self._add_sides(filled, tree, doubts)
        for name in ("place", "quantity"):
            if name in tree:
                tree[name] = (tree[name],)
        if _ELSEWHERE.isdisjoint(tree.get("evidence", {})):
            tree["evidence"] = {**fallback, **tree.get("evidence", {})}
        _close_single_day(tree.get("time", {}))
        return Claim.model_validate(tree)

    def _value(self, slot: str, text: str) -> Any:
        kind = slots()[slot]
        if kind is tuple:
            return tuple(part.strip() for part in text.split(SEPARATOR) if part.strip())
        if kind is date:
            return cells.day(text, slot, self._orders, self._clock)
        if kind is AwareDatetime and not cells.days_meant(text, ("ymd",), _ANY_CLOCK):
            raise UnusableRow(Fault.BAD_DATE, f"{text[:80]!r} is no ISO instant with its offset", slot)
        if kind is bool:
            if text.casefold() not in _TRUE:
                raise UnusableRow(Fault.BAD_VALUE, f"{text!r} is neither true nor false", slot)
            return _TRUE[text.casefold()]
        if kind is int:
            return cells.whole(text, slot)
        return cells.number(text, slot) if kind is float else text

    def _add_place(self, filled: Mapping[str, str], tree: dict[str, Any], doubts: list[Doubt]) -> None:
        lat, lon = filled.get("place.lat", ""), filled.get("place.lon", "")
        if not lat and not lon:
            return
        where = point(lat, lon, self._bounds, doubts, "place.lat")
        tree.setdefault("place", {}).update(lat=where.lat, lon=where.lon)

    def _add_sides(self, filled: Mapping[str, str], tree: dict[str, Any], doubts: list[Doubt]) -> None:
        on = tree.get("time", {}).get("start")
        for name in _SIDES:
            if name not in filled:
                continue
            found = self._names.split(filled[name], on)
            tree[name] = tuple(Actor(text=text, party=party) for text, party in found)
            for text, party in found:
                if party is None:
                    told = f"{text!r} is no name of a party; kept as words"
                    doubts.append(Doubt(Fault.UNKNOWN_PARTY, told, name))


def _close_single_day(time: dict[str, Any]) -> None:
    """A row with one day means that day; in the claim's own form its end would be open."""
    if time.get("kind", "on") == "on" and "start" in time:
        time.setdefault("end", time["start"])


def _plant(tree: dict[str, Any], slot: str, value: Any) -> None:
    *branches, leaf = slot.split(".")
    for branch in branches:
        tree = tree.setdefault(branch, {})
    tree[leaf] = value
