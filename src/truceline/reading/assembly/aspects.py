"""How far a deed has got: done, under way, a habit, not begun."""

from __future__ import annotations

from typing import Literal

from truceline.evidence.acts import SPEECH, Act
from truceline.evidence.claim import Modality
from truceline.reading.assembly.draft import DEADLY, Draft
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.modality.telling import Telling

Aspect = Literal["completed", "ongoing", "habitual", "not_started"]
# What lasts while it is told, and what somebody stands for as long as it is told in the present.
_STATES = frozenset({Act.COMPLY, Act.PRESENCE, Act.ABSENCE, Act.TENSION, Act.WAIT})
_STANCES = frozenset({Act.SUPPORT, Act.REJECT, Act.REFUSE, Act.EXPECT_COMPLIANCE, Act.MONITOR})
# What is done once, though it be told in the present: a word given, a death, a meeting.
_AT_ONCE = (SPEECH | DEADLY | {Act.MEET, Act.DEFECT}) - {Act.DISPUTE, Act.REJECT, Act.REFUSE}
# What lasts once it is done, until somebody undoes it.
_LASTING = frozenset({Act.DENY_ACCESS, Act.CLOSE_ROUTE, Act.PRESENCE})
_ENDS = frozenset({".", "!", "...", "\u2026", '"', "\u201d"})


# How what is under way already may be told of: it goes on, or it is a state.
_UNDER_WAY = frozenset({Modality.COMMITTED, Modality.EXPECTED, Modality.CONDITIONAL_ANTECEDENT})
_NO_HABIT = frozenset({Modality.EXPECTED, Modality.REFUSED, Modality.INTENDED})


def aspect_of(draft: Draft, telling: Telling, marked: Marked, words: DiscourseWords) -> Aspect:
    """How far the act has got; what is only promised, required or supposed has not begun."""
    if telling.is_fact:
        return _of_fact(draft, telling, marked, words)
    is_now = draft.node is not None and marked.parse.nodes[draft.node].tense == "present"
    if telling.modality is Modality.POSSIBLE and (telling.now or is_now) and _is_state(draft):
        return "ongoing"  # "are soldiers stationed here?", "thinks that guns remain there"
    is_ahead = telling.would or telling.foretold
    if telling.modality is Modality.POSSIBLE and telling.aspect in {"completed", "ongoing"} and not is_ahead:
        return telling.aspect
    goes_on = any(name == "go_on" for _, name in telling.path)
    if telling.modality in _UNDER_WAY and _is_state(draft) and (goes_on or draft.span.form == "phrase"):
        return "ongoing"  # "will continue to be stationed", "if the port stays blocked"
    if telling.modality is Modality.COMMITTED and any(name == "go_on" for _, name in telling.path):
        return "ongoing"  # "promised to continue its patrols"
    is_habit = telling.aspect == "habitual" and telling.modality not in _NO_HABIT
    return "habitual" if is_habit else "not_started"


def _is_state(draft: Draft) -> bool:
    return draft.frame.is_state or draft.frame.act in _STATES


def _of_fact(draft: Draft, telling: Telling, marked: Marked, words: DiscourseWords) -> Aspect:
    if telling.aspect in {None, "ongoing"} and any(span.role == "set" for span in draft.times):
        return "habitual"
    is_bare = draft.node is None and not telling.path and not draft.carriers
    behind = {token.lower for token in marked.sentence.tokens[draft.span.last :]} if is_bare else set()
    if is_bare and behind & words.has("till"):
        return "completed"  # "fire until 03:00"
    if _was_denied(draft, telling):
        return "completed"
    if telling.aspect is not None:
        is_toll = draft.frame.act in DEADLY and telling.trend is not None  # "the death toll rose"
        return "completed" if is_toll or _is_said_again(draft, telling, marked) else telling.aspect
    if draft.frame.act is Act.WAIT and any(name == "force" for _, name in telling.path):
        return "completed"  # "convinced them to wait"
    now = telling.now and (draft.node is None or marked.parse.nodes[draft.node].tense != "past")
    if _is_state(draft) or _goes_on_since(draft, telling) or behind & words.has("since"):
        return "ongoing"
    is_prose = _is_prose(marked)
    if draft.frame.act in _STANCES and marked.sentence.kind != "heading":
        return "ongoing" if now and not _is_performed(draft, marked, words) else "completed"
    return "ongoing" if now and is_prose and draft.frame.act not in _AT_ONCE else "completed"


def _is_performed(draft: Draft, marked: Marked, words: DiscourseWords) -> bool:
    """As in "welcomes the decision": done once, by saying so."""
    if draft.frame.act is not Act.SUPPORT or draft.node is None:
        return False
    return marked.parse.nodes[draft.node].lemma in words.has("performed")


def _is_said_again(draft: Draft, telling: Telling, marked: Marked) -> bool:
    """As in "again calls on both sides": said once more, not said all along."""
    if telling.aspect != "ongoing" or telling.path or draft.frame.act not in SPEECH & _AT_ONCE:
        return False
    return draft.node is not None and not marked.parse.nodes[draft.node].progressive


def _goes_on_since(draft: Draft, telling: Telling) -> bool:
    """As in "fire since 2 am", "kept out since Sunday", "since Tuesday clashes became less"."""
    if not any(span.when.kind == "since" and span.when.end is None for span in draft.times):
        return False
    return telling.now or telling.trend is not None or draft.frame.act in _LASTING


def _was_denied(draft: Draft, telling: Telling) -> bool:
    """As in "we deny that our forces were shelling": it did not happen, and is not going on."""
    is_past = draft.node is not None and not telling.now and not telling.path[1:]
    return telling.negative and telling.aspect == "ongoing" and is_past and not _is_state(draft)


def _is_prose(marked: Marked) -> bool:
    """A full sentence of a text: headlines and entries of a log tell in the present what is done."""
    tokens = marked.sentence.tokens
    is_entry = tokens[0].text[0].isdigit()
    return marked.sentence.kind == "sentence" and not is_entry and tokens[-1].text in _ENDS
