"""What observers note besides: seen or heard, outgoing or incoming, in which direction, how far off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from truceline.evidence.acts import Act
from truceline.evidence.claim import Observed, Place, Wind
from truceline.places.bearing import offset_point
from truceline.reading.assembly.draft import ARMED, Draft
from truceline.reading.assembly.marked import Marked
from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import QuantitySpan

NOTED = ARMED | {Act.VIOLATE, Act.PRESENCE, Act.ABSENCE, Act.MONITOR, Act.DEPLOY}
# A direction stands at most so many tokens behind its distance: "5-7 km to the south-west".
_REACH = 3
Detection = Literal["seen", "heard", "drone", "camera", "told"]
Lines = Literal["in_violation", "outside_storage"]
# The narrower is looked for first.
_LINES: tuple[Lines, ...] = ("outside_storage", "in_violation")
Fire = Literal["outgoing", "incoming", "undetermined"]


@dataclass(frozen=True)
class ObserverWords:
    """The words of `observing.yaml`."""

    detection: Mapping[str, Detection]
    machine: Mapping[str, Detection]
    fire: Mapping[str, Fire]
    winds: Mapping[str, Wind]
    from_place: frozenset[str]
    lines: tuple[tuple[frozenset[str], Lines], ...]

    @staticmethod
    @cache
    def of(lexicon: Lexicon) -> ObserverWords:
        """The words of one language; empty where it has none."""
        table = lexicon.table("observing")
        lines: list[tuple[frozenset[str], Lines]] = [
            (frozenset(told.split()), name) for name in _LINES for told in words(table.get(name, ""))
        ]
        return ObserverWords(
            {word: name for name in ("seen", "heard", "told") for word in words(table.get(name, ""))},
            {word: name for name in ("drone", "camera") for word in words(table.get(name, ""))},
            {word: name for name in get_args(Fire) for word in words(table.get(name, ""))},
            {word: wind for wind, listed in table.get("winds", {}).items() for word in words(listed)},
            frozenset(words(table.get("from_place", ""))),
            tuple(lines),
        )


@dataclass(slots=True)
class Observing:
    """Adds what an observer noted to the drafts of one sentence."""

    marked: Marked
    words: ObserverWords

    def note(self, drafts: Sequence[Draft]) -> None:
        """Set `observed` where the sentence tells anything of it, and the place it was told from."""
        told = [draft for draft in drafts if draft.frame.act in NOTED and draft.telling.is_fact]
        if not told or not self._is_noted():
            return
        ranges = self._ranges()
        for draft in told:
            spot = _nearest(ranges, draft.span.head)
            observed = Observed(
                detection=self._detection(draft),
                fire=self._fire(draft),
                bearing=spot[1] if spot else None,
                distance_low_km=_km(spot[0], low=True) if spot else None,
                distance_high_km=_km(spot[0], low=False) if spot else None,
                calibre_mm=self._calibre(draft),
                lines=self._lines(),
            )
            if observed != Observed():
                draft.observed = observed
            if spot is not None and draft.frame.act in ARMED:
                draft.places = self._told_from(draft, *spot)

    def _is_noted(self) -> bool:
        lowers = {token.lower for token in self.marked.sentence.tokens}.union(self.marked.parse.lemmas)
        known = (self.words.detection, self.words.machine, self.words.fire)
        return any(not lowers.isdisjoint(table) for table in known) or self._lines() is not None

    def _detection(self, draft: Draft) -> Detection | None:
        """Told by a machine that stands in the sentence, else by the predicate over the act."""
        parse = self.marked.parse
        for token in parse.tokens:
            if token.lower in self.words.machine and draft.frame.act is not Act.MONITOR:
                return self.words.machine[token.lower]
        places = [place for place, _ in draft.telling.path] + ([] if draft.node is None else [draft.node])
        heads = [parse.lemmas[draft.span.head], *(parse.nodes[place].lemma for place in places)]
        return next((self.words.detection[lemma] for lemma in heads if lemma in self.words.detection), None)

    def _fire(self, draft: Draft) -> Fire | None:
        if draft.frame.act not in ARMED or draft.phrase is None:
            return None
        it = self.marked.parse.phrases[draft.phrase]
        lowers = [token.lower for token in self.marked.parse.tokens[it.first : it.last]]
        return next((self.words.fire[lower] for lower in lowers if lower in self.words.fire), None)

    def _calibre(self, draft: Draft) -> float | None:
        """The bore that the objects stage read for the act's thing: "mortar rounds (82 mm)"."""
        if draft.thing is None or draft.thing.span is None:
            return None
        for span in self.marked.objects:
            if self.marked.span(span.first, span.last) == draft.thing.span and span.rule.endswith(" mm"):
                return float(span.rule.split()[-2])
        return None

    def _lines(self) -> Lines | None:
        lowers = {token.lower for token in self.marked.sentence.tokens}
        return next((name for needed, name in self.words.lines if needed <= lowers), None)

    def _ranges(self) -> list[tuple[QuantitySpan, Wind]]:
        """Distances with a direction that no named place takes: "5-7 km south-west"."""
        tokens = self.marked.sentence.tokens
        found: list[tuple[QuantitySpan, Wind]] = []
        for span in self.marked.quantities:
            if span.quantity.kind != "distance":
                continue
            for place in range(span.last, min(span.last + _REACH, len(tokens))):
                wind = self.words.winds.get(tokens[place].lower)
                if wind is None:
                    continue
                after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
                if after not in self.words.from_place:
                    found.append((span, wind))
                break
        return found

    def _told_from(self, draft: Draft, distance: QuantitySpan, wind: Wind) -> list[Place]:
        """The place so far off from where the observer stood, if that is known."""
        stood = draft.places or [
            span.candidates[0]
            for span in self.marked.places
            if span.candidates and span.first < draft.span.head
        ]
        here = next((place for place in stood if place.is_point and place.direction is None), None)
        low, high = distance.quantity.low, distance.quantity.high
        km = distance.quantity.best or ((low or 0) + (high or low or 0)) / 2
        if here is None or here.lat is None or here.lon is None or not km:
            return draft.places
        lon, lat, astray = offset_point(here.lon, here.lat, km, wind)
        radius = ((here.radius_m or 0) ** 2 + (1000 * astray) ** 2) ** 0.5
        moved = here.model_copy(
            update={
                "direction": wind,
                "lat": round(lat, 6),
                "lon": round(lon, 6),
                "radius_m": round(radius),
                "geometry": None,
                "precision": 2,
            }
        )
        return [moved]


def _nearest(ranges: Sequence[tuple[QuantitySpan, Wind]], head: int) -> tuple[QuantitySpan, Wind] | None:
    """The first range told behind the act, else the last before it."""
    behind = [one for one in ranges if one[0].first > head]
    return behind[0] if behind else (ranges[-1] if ranges else None)


def _km(span: QuantitySpan, *, low: bool) -> float | None:
    bounds = span.quantity.low if low else span.quantity.high
    return bounds if bounds is not None else span.quantity.best
