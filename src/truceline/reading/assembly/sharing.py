"""What the acts of one sentence share: where and when, who, and the victims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from truceline.evidence.acts import Act
from truceline.evidence.claim import Modality, Place
from truceline.reading.assembly.draft import ARMED, DEADLY, Draft
from truceline.reading.lexicon import Lexicon
from truceline.reading.span import TimeSpan, Token, TollSpan
from truceline.reading.syntax.tree import Parse
from truceline.reading.times.finder import find_times

# What comes of the deed before it, there and then: "shelled Esk and killed two".
_OUTCOMES = ARMED | DEADLY | {Act.DENY_ACCESS, Act.DISPLACE, Act.VIOLATE, Act.ABDUCT, Act.ARREST}
# What is said at them is said there and then: "met in Esk and agreed".
_TALKS = frozenset({Act.MEET, Act.NEGOTIATE})
_MEANWHILE = frozenset({"while", "when"})
_UPON = frozenset({"after", "as", "when", "while"})
# How what lies ahead is told, and how far ahead the next such day can lie.
_TO_COME = frozenset({Modality.EXPECTED, Modality.COMMITTED, Modality.INTENDED, Modality.CONDITIONAL})
_WEEK = timedelta(days=8)
# Days told by their date may lie farther ahead, where something is planned for them.
_DATED = frozenset({"time.date.day", "time.date.month"})
_FORESEEN = frozenset({Modality.EXPECTED, Modality.INTENDED})
_SEASON = timedelta(days=200)


def share(drafts: Sequence[Draft], parse: Parse) -> None:
    """An act told by another ("shelling killed nine"), or along with it, shares its place and time."""
    for draft in drafts:
        for other in drafts:
            if other is draft:
                continue
            if _is_argument(other, draft) or _goes_with(draft, other, parse):
                _lend(other, draft)
                if other.phrase is not None and _lends(draft):
                    _lend(draft, other)
            _meet_in_time(draft, other, parse)


def _meet_in_time(draft: Draft, other: Draft, parse: Parse) -> None:
    """A deed told with "while" or "when", or as what somebody was forced to, was done when the other was."""
    at = draft.node if draft.node is not None else _told_by(draft, parse)
    if at is None:
        return
    node = parse.nodes[at]
    above = None if node.governor is None else parse.nodes[node.governor]
    if above is None or other.node not in {
        above.index,
        above.governor if above.relation == "coordinate" else above.index,
    }:
        return
    if node.relation == "infinitive" and other.frame.act is Act.COERCE and not other.is_dated:
        other.times = list(draft.times)
    if node.relation != "adverbial" or node.marker not in _UPON or node.tense != above.tense:
        return
    if not draft.is_dated and node.marker in _MEANWHILE:
        draft.times = list(other.times)
    if other.frame.act in DEADLY and draft.frame.act in ARMED:
        other.times = other.times if other.is_dated else list(draft.times)
        other.places = other.places or struck(draft)


def _told_by(draft: Draft, parse: Parse) -> int | None:
    """The predicate whose subject an act's noun is: "when shelling hit the town"."""
    hangs_on = None if draft.phrase is None else parse.attachment(draft.phrase)
    is_subject = hangs_on is not None and hangs_on[0] == "node" and hangs_on[2] == "subject"
    return hangs_on[1] if is_subject and hangs_on is not None else None


def _lends(draft: Draft) -> bool:
    """Whether what the verb acts on happens when and where the verb does: not what is only spoken of."""
    return not draft.frame.is_speech or draft.frame.act is Act.COERCE


def _is_argument(other: Draft, draft: Draft) -> bool:
    return other.phrase is not None and other.phrase in draft.arguments


def _goes_with(draft: Draft, other: Draft, parse: Parse) -> bool:
    """Whether a predicate trails another (", killing nine", "which killed nine", "and killed nine")."""
    if draft.node is None:
        return False
    node = parse.nodes[draft.node]
    if node.governor is None or not (node.governor == other.node or node.governor in other.carriers):
        return False
    if node.relation == "adverbial":
        return node.marker is None and node.form in {"gerund", "participle"}
    if node.relation == "coordinate":
        follows = draft.frame.act in _OUTCOMES - {Act.VIOLATE} or other.frame.act in _TALKS
        return follows and (other.node is None or node.subject == parse.nodes[other.node].subject)
    return node.relation == "relative" and draft.frame.act in _OUTCOMES


def _lend(giver: Draft, taker: Draft) -> None:
    if not taker.places and giver.places:
        taker.places = [place.model_copy(update={"role": "location"}) for place in struck(giver)]
    if not taker.is_dated and giver.times:
        taker.times = list(giver.times)
    if taker.actors or giver.frame.is_mutual:
        return
    if giver.actors and {giver.frame.act, taker.frame.act} <= ARMED | DEADLY:
        taker.actors = giver.actors


def follow_fire(drafts: Sequence[Draft]) -> None:
    """A killing told after fire or an attack happened there and then, unless it has a place of its own."""
    fires = [draft for draft in drafts if draft.frame.act in ARMED and draft.telling.is_fact]
    for kill in drafts:
        if kill.frame.act not in DEADLY or not kill.telling.is_fact:
            continue
        before = [fire for fire in fires if fire.span.head < kill.span.head]
        if not before:
            continue
        fire = before[-1]
        if not kill.is_dated and (not kill.places or _where(kill) == _where(fire)):
            kill.times = list(fire.times)
        if not kill.places:
            kill.places = struck(fire)


def _where(draft: Draft) -> list[tuple[str | None, str | None]]:
    return [(place.zone or place.base, place.direction) for place in draft.places]


def struck(fire: Draft) -> list[Place]:
    """Where fire fell, not where it came from."""
    return [place for place in fire.places if place.role != "origin"]


def look_ahead(
    drafts: Sequence[Draft], tokens: tuple[Token, ...], told_on: date | None, lexicon: Lexicon
) -> None:
    """What is still to come happens on the next such day, not on the last one."""
    _look_back(drafts, tokens, told_on, lexicon)
    coming = [d for d in drafts if d.times and (d.telling.modality in _TO_COME or _is_called(d))]
    if told_on is None or not coming:
        return
    ahead: dict[tuple[int, int], TimeSpan] = {}
    for draft in coming:
        for place, time in enumerate(draft.times):
            latest = time.when.end or time.when.start
            if latest is None or latest >= told_on:
                continue
            ahead = ahead or {(t.first, t.last): t for t in find_times(tokens, told_on, lexicon, back=False)}
            other = ahead.get((time.first, time.last), time)
            reach = _SEASON if time.rule in _DATED and draft.telling.modality in _FORESEEN else _WEEK
            if other.when.start is not None and other.when.start - told_on < reach:
                draft.times[place] = other
                if other is not time and _is_called(draft):
                    draft.telling = draft.telling.under(Modality.EXPECTED, "a day to come")


def _is_called(draft: Draft) -> bool:
    """As in "the group meets on Tuesday": the present of what is called for a day."""
    telling = draft.telling
    return draft.frame.act in _TALKS and telling.is_fact and telling.now and not telling.negative


def _look_back(
    drafts: Sequence[Draft], tokens: tuple[Token, ...], told_on: date | None, lexicon: Lexicon
) -> None:
    """What was done "by Thursday" was done by the last one, what "was taken in January" in the last."""
    late: dict[tuple[int, int], TimeSpan] = {}
    for draft in drafts:
        for place, time in enumerate(draft.times):
            when = time.when
            is_done = draft.node is not None and when.start is not None and time.rule in _DATED
            is_ahead = (
                told_on is not None
                and when.end is not None
                and when.end > told_on
                and (when.start is None or (is_done and when.start > told_on))
            )
            if not is_ahead or not draft.telling.is_fact or draft.telling.now:
                continue
            late = late or {(t.first, t.last): t for t in find_times(tokens, told_on, lexicon, back=True)}
            other = late.get((time.first, time.last), time)
            if other.when.end is not None and told_on is not None and other.when.end <= told_on:
                draft.times[place] = other


def count_victims(drafts: Sequence[Draft], tolls: Sequence[TollSpan]) -> None:
    """Tolls to the killings they are told of; the injured alone to the attack that hurt them."""
    kills = [draft for draft in drafts if draft.frame.act in DEADLY]
    for draft in kills:
        draft.quantities = ()
    for toll in tolls:
        near = kills or [draft for draft in drafts if draft.frame.act in ARMED]
        free = [draft for draft in near if draft.casualties is None] or near
        if free:
            heads = (*toll.heads, toll.first)
            best = min(free, key=lambda draft: min(abs(draft.span.head - head) for head in heads))
            best.casualties = best.casualties or toll.casualties
