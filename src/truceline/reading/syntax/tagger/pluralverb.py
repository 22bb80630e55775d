"""Words in -s that are plural noun and verb at once: attacks, shells, claims."""

from __future__ import annotations

from truceline.reading.syntax.tagger.context import Context
from truceline.reading.syntax.tagger.tagset import CALLS_FOR_NOUN, ENDS, NOUNS, STRONG, VERBS
from truceline.reading.syntax.words import Entry

_OBJECTS = frozenset(("DT", "PRP", "PRP$", "CD", "WP", "WRB", "NNP"))
_CLOSERS = frozenset((".", ",", ":", "IN", "RB", "TO"))
_SPOKEN_OF = frozenset(("NNP", "DT", "PRP", "PRP$", "NNS", "JJ", "CD", "IN"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_REACH = 8
"""Words looked back over for the verb that a noun belongs to."""
_BARS_VERB = CALLS_FOR_NOUN | VERBS | {"IN", "TO", "MD", "RP"}


def plural_or_verb(context: Context, at: int, entry: Entry, previous: str) -> str:
    """attacks, shells, claims, forces: plural noun or verb in -s."""
    tags = entry.tags
    if tags[0] == "POS":
        return clitic(context, at, previous)
    noun = next((tag for tag in tags if tag in NOUNS), "")
    if not noun or context.word(at - 1) in context.words.has("singular_subjects"):
        return "VBZ"
    if previous in _BARS_VERB:
        alone = previous == "DT" and context.word(at - 1) in context.words.has("singular_determiners")
        return "VBZ" if alone else noun  # "this means that"
    following = context.next(at)
    is_one = context.makes_one_verb(at, entry.lemma("VBZ"))
    of_it = context.word(at + 1) == context.words.of_word and not is_one
    if of_it and not _FINITE.isdisjoint(context.tags[max(0, at - _REACH) : at]):
        return noun  # "dismissed as untrue rebel claims of raids"
    if previous in {"NN", "NNP"} and _closes_clause(context, at, entry, following):
        return "VBZ"
    if is_one or (previous == "NN" and _tells_how(context, at)):
        return "VBZ"
    if previous in {"NN", "NNP"} and _orders(context, at, entry, following):
        return "VBZ"
    if previous in {"NN", "NNP"}:
        is_verb = tags[0] == "VBZ" or _has_singular_subject(context, at, following, previous)
    else:
        is_verb = _has_other_subject(context, at, following.tags[0], previous)
    return "VBZ" if is_verb else noun


def _closes_clause(context: Context, at: int, entry: Entry, following: Entry) -> bool:
    """As in "if shelling intensifies, ...", "the army claims to have left": its subject waits for a verb."""
    if following.tags[0] == "TO" and _wants_infinitive(context, at, entry):
        return True
    if following.tags[0] in ENDS and context.tags_what_was_said(at, entry.lemma("VBZ")):
        return True
    closes = following.tags[0] in _CLOSERS or (following.tags[0] == "CC" and _is_or_not(context, at))
    return closes and context.has_marker and context.awaits_verb(at)


def _orders(context: Context, at: int, entry: Entry, following: Entry) -> bool:
    """A headline's "court orders arrest of driver": a verb of saying between two bare nouns, and no other."""
    headline = context.tokens[-1].text[-1].isalnum() and not context.has_verb_before(at)
    if not headline or following.tags[0] not in {"NN", "NNS", "JJ"} or context.has_later_verb(at):
        return False
    return (entry.lemma("VBZ") or "") in context.words.has("headline_verbs")


def _tells_how(context: Context, at: int) -> bool:
    """A headline's "2 hurt as shell hits market": a bare noun after "as", and no stop at the end."""
    headline = context.tokens[-1].text[-1].isalnum()
    opens = at > 1 and context.word(at - 2) in context.words.has("headline_markers")
    return headline and opens and context.next(at).tags[0] not in ENDS and not context.has_later_verb(at)


def _is_or_not(context: Context, at: int) -> bool:
    """As in "whether Moscow attacks or not"."""
    return context.word(at + 1) in context.words.has("negative_conjunctions") and context.word(
        at + 2
    ) in context.words.has("plain_negators")


def _wants_infinitive(context: Context, at: int, entry: Entry) -> bool:
    """As in "the army claims to have left": a verb that takes "to", where no other verb is."""
    lemma = entry.lemma("VBZ") or ""
    takes = context.takes_clause(lemma) or lemma in context.words.has("subject_control")
    if not takes or not context.opens_infinitive(at):
        return False
    return not context.has_verb_before(at) and not context.has_main_verb_later(at)


def _has_singular_subject(context: Context, at: int, following: Entry, previous: str) -> bool:
    """Whether what follows a noun and this word looks like an object, so that the noun is its subject."""
    first = following.tags[0]
    if first in _OBJECTS or context.word(at + 1) in context.markers:
        return True
    if previous == "NNP":
        if first in {"JJ", "NNS"}:
            return True
        governed = at > 1 and context.tags[at - 2] == "IN" and context.has_verb_before(at)
        named = (at == 1 or at - 1 in context.named) and not governed  # "were hurt in Houthi attacks in"
        return named and first in {"IN", "TO", "RB", "RP"} and not context.has_later_verb(at)
    return (
        first in {"NN", "NNS", "JJ"} and following.kind not in {"d", "n"} and not context.has_later_verb(at)
    )


def _has_other_subject(context: Context, at: int, first: str, previous: str) -> bool:
    """After a plural in rough English, after a comma or "and" with a verb in -s before."""
    if previous == "," and first in _SPOKEN_OF and _tells_after_a_title(context, at):
        return True
    if previous in {"NNS", "NNPS"}:
        return first in {"DT", "CD", "PRP$"} and not context.has_verb_before(at)
    if (
        previous == ","
        and first in {"TO", *_OBJECTS}
        and not context.has_main_verb_later(at)
        and not context.has_verb_before(at)
    ):
        return True
    if previous == "," and first in NOUNS | {"JJ"} and coordinated_finite(context, at):
        return not any(entry.tags[0] == "CC" for entry in context.entries[at + 1 : at + 7])
    return previous in {"CC", ","} and first in STRONG and coordinated_finite(context, at)


def _tells_after_a_title(context: Context, at: int) -> bool:
    """As in "X, a spokesman for Y, claims Z fired": a name, what its bearer is, and what they say."""
    is_said = (context.entries[at].lemma("VBZ") or "") in context.words.has("tags_quotes")
    if not is_said or context.has_verb_before(at):
        return False
    opens = context.tags[0] in {"NNP", "DT", "JJ", "NN"} and context.tags[:at].count(",") > 1
    return opens and context.has_main_verb_later(at)


def clitic(context: Context, at: int, previous: str) -> str:
    """As in "'s": of a possessor after a noun, "is" or "has" after pronouns and where no noun follows."""
    if previous in {"PRP", "WP", "EX", "WRB", "WDT"} or context.entries[at - 1].kind == "p":
        return "VBZ"
    first = context.next(at).tags[0]
    return "VBZ" if first in {"DT", "VBN", "RB", "IN", "PRP$"} and previous != "NNP" else "POS"


def coordinated_finite(context: Context, at: int) -> bool:
    """Whether a verb in -s stands a few words before."""
    return any(tag == "VBZ" for tag in context.tags[max(0, at - 20) : at - 1])
