"""Words that a dependency parse sees above or beside an act and that the reader did not.

A word the reader saw is in the rules of its claim: it decided there what the word does, and a second
parser is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.evidence.claim import Claim, Modality
from truceline.reading.extras.dependencies import (
    LONGEST,
    OBJECT,
    PASSIVE_SUBJECT,
    SUBJECT,
    Dependencies,
    Word,
)
from truceline.reading.modality.governors import Effect, Governors
from truceline.reading.modality.telling import FACTS

_NOT = "not"
# A word that the reader took only to say what is known is not one it weighed.
_KNOWN = f": {Modality.PRESUPPOSED}"
_NEGATION = frozenset({"neg"})
_BESIDE = frozenset({"aux", "advmod", "det", "mark", "preconj"})
# Clauses that tell a fact of their own, whatever stands above them.
_APART = frozenset({"relcl", "acl:relcl", "parataxis", "appos"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_CLAUSES = {"ccomp": ("that",), "xcomp": ("to_self", "to"), "pcomp": ("ing",), "acl": ("to",)}
_DOUBTED_MODALS = frozenset({"required", "possible", "expected", "conditional"})
_DENYING = frozenset({"negative", "none"})
_DOUBTED_ADVERBS = _DENYING | {"possible"}
_DOUBTED_MARKERS = frozenset({"antecedent", "possible", "negative"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that makes an act less sure; `shown` is how rules name it."""

    shown: str
    names: frozenset[str]
    """The forms under which the reader may have named it."""
    denies: bool = False


def unseen(tree: Dependencies, at: int, claim: Claim, governors: Governors) -> tuple[str, ...]:
    """The words that make the act at `at` less sure than the claim tells it; none if it is no fact.

    A noun taken for known ("condemned the attack") is asked only for words of its own.
    """
    if claim.modality not in FACTS:
        return ()
    rules = [rule.lower() for rule in (claim.made_by.rules if claim.made_by else ())]
    read = frozenset(w for rule in rules if not rule.endswith(_KNOWN) for w in rule.replace(":", " ").split())
    nots = sum(rule.endswith(": not") or rule.startswith("not ") for rule in rules)
    climbs = claim.modality is Modality.ASSERTED or tree.words[at].is_verb
    found: list[str] = []
    for doubt in _doubts(tree, at, governors, climbs=climbs):
        if doubt.names & read:
            continue
        if doubt.denies and nots > 0:
            nots -= 1
            continue
        found.append(doubt.shown)
    return tuple(dict.fromkeys(found))


def _doubts(tree: Dependencies, at: int, governors: Governors, *, climbs: bool) -> Iterator[Doubt]:
    yield from _beside(tree, at, governors)
    for _ in range(LONGEST if climbs else 0):
        word = tree.words[at]
        above = tree.words[word.head]
        if word.head == at or word.dep in _APART or _is_run_on(tree, at):
            return
        if word.dep == "advcl":
            if any(tree.words[child].tag == "TO" for child in tree.children[at]):
                yield Doubt("to", frozenset({"to", "intended"}))
            return
        if word.dep != "conj":  # what is coordinated is governed alike, but bears its own negation
            yield from _governing(word, above, governors)
            yield from _beside(tree, word.head, governors)
        at = word.head


def _is_run_on(tree: Dependencies, at: int) -> bool:
    """Clauses set side by side, which the models hang on the last one, or join to an infinitive."""
    word = tree.words[at]
    if word.dep == "conj":
        return word.tag in _FINITE and tree.words[word.head].tag == "VB"
    return word.dep == "ccomp" and at < word.head and not tree.below(at, frozenset({"mark"}))


def _beside(tree: Dependencies, at: int, governors: Governors) -> Iterator[Doubt]:
    """A word's own negation, modal, adverbs, determiner and marker."""
    for child in tree.children[at]:
        word = tree.words[child]
        if word.dep in _NEGATION:
            yield Doubt(_NOT, frozenset({word.lower}) - {_NOT}, denies=True)
        elif word.dep in _BESIDE and _is_doubted(word, governors):
            names = frozenset({word.lower, word.lemma, *_future(word, governors)})
            yield Doubt(word.lemma, names, denies=governors.adverbs.get(word.lower) in _DENYING)


def _is_doubted(word: Word, governors: Governors) -> bool:
    match word.dep:
        case "aux":
            return _modal(word, governors) in _DOUBTED_MODALS
        case "mark":
            return governors.markers.get(word.lower) in _DOUBTED_MARKERS
        case _:
            return governors.adverbs.get(word.lower) in _DOUBTED_ADVERBS


def _modal(word: Word, governors: Governors) -> str | None:
    return governors.modals.get(word.lower) or governors.modals.get(word.lemma)


def _future(word: Word, governors: Governors) -> frozenset[str]:
    """The reader names a plain future by its kind."""
    return frozenset({"future"}) if _modal(word, governors) == "expected" else frozenset()


def _governing(word: Word, above: Word, governors: Governors) -> Iterator[Doubt]:
    """The governing word, where it makes what is under it other than a fact."""
    effect = _effect(word, above, governors)
    if effect is None:
        return
    if effect.flips or (effect.modality is not None and effect.modality not in FACTS):
        yield Doubt(above.lemma, frozenset({above.lower, above.lemma, effect.name}))


def _effect(word: Word, above: Word, governors: Governors) -> Effect | None:
    if word.dep in _CLAUSES:
        kinds = _CLAUSES[word.dep]
        return governors.verb(above.lemma, (), kinds) if above.is_verb else governors.noun(above.lemma, kinds)
    if word.dep in OBJECT | PASSIVE_SUBJECT:
        return governors.verb(above.lemma, (), ("np",))
    if word.dep in SUBJECT:
        return governors.verb(above.lemma, (), ("subject",))
    return None
