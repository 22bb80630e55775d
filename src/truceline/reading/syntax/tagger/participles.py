"""Forms that are past and participle at once, and forms in -ing."""

from __future__ import annotations

from truceline.reading.syntax.tagger.context import Context
from truceline.reading.syntax.tagger.tagset import (
    BARE,
    BEFORE_BASE,
    BEFORE_PARTICIPLE,
    CALLS_FOR_NOUN,
    FRONT_OF_ORDER,
    NOUNS,
    OPENERS,
    STRONG,
    VERBS,
)
from truceline.reading.syntax.tagger.unlisted import stem
from truceline.reading.syntax.words import Entry

_ATTRIBUTED = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "VBG"))
_SURE_OBJECTS = frozenset(("DT", "PRP$", "JJR", "CD", "PRP"))
_REACH = 14
"""Words looked back over for the verb that "and" continues."""


def past_or_participle(context: Context, at: int, entry: Entry, previous: str) -> str:
    """shelled, killed, withdrawn: past, participle, or participle used as adjective."""
    tags, auxiliary = entry.tags, context.auxiliary
    if auxiliary in BEFORE_PARTICIPLE:
        return "VBN"
    orders = tags[0] in BARE and previous in FRONT_OF_ORDER  # "I say: let them go"
    orders = orders or (previous == "PRP" and "VB" not in tags and context.is_let(at))  # "make them left"
    if orders or (auxiliary in BEFORE_BASE and "VB" in tags):
        return "VB"
    if "VBN" in tags and previous in CALLS_FOR_NOUN:
        return _attribute(context, at, entry, previous)
    if tags[0] == "JJ" and previous not in NOUNS and context.next(at).tags[0] in NOUNS:
        return "JJ"
    if "VBD" not in tags and previous == "IN":
        return _after_word(context, at, previous)
    if "VBD" not in tags or "VBN" not in tags:
        plain = "VBP" if tags[0] in BARE else "VBN"  # "if tanks come, we leave"
        return plain if "VBD" not in tags else "VBD"
    if previous in NOUNS and context.follows_quotation(at, entry.lemma("VBD")):
        return "VBD"  # '," the coalition said in a statement published on'
    return (
        _after_word(context, at, previous)
        or _after_particle(context, at, previous)
        or (like_the_last(context, at) if previous in {"CC", ","} and context.tags[-1] == previous else "")
        or _at_the_head(context, at, previous)
        or "VBD"
    )


def _attribute(context: Context, at: int, entry: Entry, previous: str) -> str:
    """After an article, a figure or an adjective: attribute of the noun that follows, else participle."""
    if entry.tags[0] == "NN":
        return "NN"  # "not a single shot"
    following = context.next(at)
    first = following.tags[0]
    if first not in {"NN", "NNS"} and _is_one_of_two(context, at) and "VBD" in entry.tags:
        return "VBD"
    nominal = first in _ATTRIBUTED and following.kind != "d"
    if (nominal or following.kind == "n") and (previous != "CD" or first == "NNS"):
        return "JJ"
    if previous == "CD" and first in _SURE_OBJECTS and "VBD" in entry.tags:
        return "VBD"
    if previous in {"DT", "PRP$"}:
        return (
            "JJ" if first not in {"IN", "TO"} or context.word(at - 1) in context.articles else entry.tags[0]
        )
    if previous == "JJ" and entry.lemma("VBD") in context.words.has("intransitive"):
        return "VBD" if "VBD" in entry.tags else "VBN"  # "those wounded died"
    return "VBN"


def _is_one_of_two(context: Context, at: int) -> bool:
    """As in "the former shelled X", no "the former besieged town"."""
    return at > 1 and context.word(at - 1) in context.words.has("of_two") and context.tags[at - 2] == "DT"


def _after_word(context: Context, at: int, previous: str) -> str:
    """The tag where the word right before or after decides it, else nothing."""
    if previous in {"IN", "TO"}:
        opener = context.opener_before(at)
        attributive = context.opens_phrase(at) and (
            opener not in context.openers or opener in context.words.has("that_words")
        )
        return "JJ" if attributive else "VBN"
    if previous == "VBN" and not context.opens_phrase(at):
        return "VBD"  # "those wounded died"
    if previous[0] == "V":
        return "JJ" if context.opens_phrase(at) else "VBN"
    if previous in {"NN", "NNS"} and context.has_verb_before(at) and _takes_no_object(context, at):
        return "VBN"  # "the result of a deal reached last month"
    if previous in {"WDT", "WP", "PRP", "EX"}:
        return "VBN" if context.word(at - 1) in context.words.has("object_pronouns") else "VBD"
    if context.word(at + 1) not in context.words.has("passive_prepositions"):
        return ""
    lemma = context.entries[at].lemma("VBD") or stem(context.word(at), "VBD", context.words)
    spoken = lemma in context.words.has("tags_quotes") and context.word(at + 2) in context.words.has(
        "means_of_speech"
    )
    return "" if spoken or lemma in context.words.has("answering") else "VBN"


def _takes_no_object(context: Context, at: int) -> bool:
    """Whether a verb that needs an object has none behind it."""
    lemma = context.entries[at].lemma("VBD") or ""
    if context.word(at + 1) in context.words.has("that_words") and context.takes_clause(lemma):
        return False  # "so on Friday residents demanded that"
    if context.next(at).tags[0] in {"IN", "TO"} and context.hangs_on_preposition(at):
        return True  # "as part of a deal agreed in the town"
    if lemma in context.words.has("publishing") and context.next(at).tags[0] in {"IN", "TO", "RB"}:
        return True  # "said in a statement published on its site"
    needs = lemma in context.words.has("transitive")
    return needs and context.word(at + 1) in context.words.has("before_times")


def _after_particle(context: Context, at: int, previous: str) -> str:
    """As in "carry out coordinated patrols": an attribute of the object, unless a relative clause is open."""
    following = context.next(at)
    if previous != "RP" or following.tags[0] not in {"NN", "NNS"}:
        return ""
    return "" if {"WDT", "WP"}.intersection(context.tags[-5:]) else "JJ"


def _at_the_head(context: Context, at: int, previous: str) -> str:
    """The tag at the head of a sentence or quotation, else nothing."""
    if previous not in {".", '"', ":"}:
        return ""
    if at == 0 and "VB" in context.entries[at].tags:
        return "VB"
    if not context.opens_phrase(at) or (at == 0 and _is_before_a_clause(context)):
        return "" if previous == '"' else "VBN"
    if at and context.tags[at - 1] == "RB":
        return "JJ"
    return "JJ" if at == 0 and context.next(at).tags[0] in {"NN", "NNS"} else "VBD"


def _is_before_a_clause(context: Context) -> bool:
    """As in "Positioned 2 km north, the monitors saw": a subject follows the first comma."""
    if context.next(0).tags[0] != "CD":
        return False
    comma = next((at for at, entry in enumerate(context.entries) if entry.tags[0] == ","), 0)
    return 0 < comma < len(context.entries) - 1 and context.entries[comma + 1].tags[0] in _SURE_OBJECTS


def like_the_last(context: Context, at: int) -> str:
    """As in "were killed and wounded", "shelled X and killed Y": as the verb before."""
    sign = context.tags[at - 1]
    if sign == "," and context.entries[at].lemma("VBD") in context.words.has("intransitive"):
        return "VBD"  # ", who had promised to leave, stayed"
    if sign == "," and (context.entries[at].lemma("VBD") or "") in context.words.has("tags_quotes"):
        is_said = context.next(at).tags[0] != "IN" or context.word(at + 1) in context.markers
        return "VBD" if is_said else "VBN"
    for back in range(at - 2, max(-1, at - _REACH), -1):
        tag = context.tags[back]
        if tag in {"VB", "VBP", "MD"} and sign == "CC":
            as_base = "VBP" if tag == "VBP" else "VB"
            if as_base in context.entries[at].tags:
                return as_base  # "they enter the town and set up posts"
        if tag in {"VBZ", "VBP", "MD", "VBD"}:
            return "VBD"
        if tag == "VBN":
            return _like_participle(context, at, sign)
    first = context.next(at).tags[0]
    if sign == "CC" and context.tags[at - 2] in {"JJ", *NOUNS} and first in NOUNS and first != "NNP":
        return "JJ"
    return "VBD" if context.opens_phrase(at) else "VBN"


def _like_participle(context: Context, at: int, sign: str) -> str:
    """After a participle: "backed by X, attacked Y" goes on with the main verb, "killed and wounded" not."""
    if sign == ",":
        return "VBN" if context.has_verb_before(at) and not _resumes(context, at) else "VBD"
    return "VBD" if context.opens_phrase(at) and context.next(at).tags[0] in STRONG else "VBN"


def _resumes(context: Context, at: int) -> bool:
    """As in "X, whom crowds have urged to quit, called": the verb that a clause between commas held up."""
    for back in range(at - 2, 0, -1):
        if context.tags[back] in {"WP", "WDT", "WP$"}:
            return context.tags[back - 1] == "," and not context.has_verb_before(back - 1)
    return False


def gerund(context: Context, at: int, entry: Entry, previous: str) -> str:
    """shelling, fighting, monitoring: noun, attribute or verb in -ing."""
    if "be" in {context.auxiliary, entry.lemmas[0]}:
        exists = "EX" in context.tags[-3:] and context.is_event(at) and not context.opens_phrase(at)
        return "NN" if exists else "VBG"  # "there was shelling"
    following = context.next(at)
    first = following.tags[0]
    opened = previous == "WRB" or (previous == "IN" and context.word(at - 1) in context.markers)
    claimed = opened and (following.kind in {"s", "d"} or first in {"VBD", "VBZ", "MD"})
    claimed = claimed or (previous == "MD" and context.is_event(at))  # "Should fighting resume, ..."
    if claimed or context.word(at + 1) == context.words.of_word or context.auxiliary in {"have", "do"}:
        return "NN"  # "if shelling intensifies", "shelling of"
    if previous in {"DT", "PRP$", "POS", "JJ", "CD"}:
        attributive = first in {"NN", "NNS"} and following.kind not in {"d", "s"}
        return "JJ" if attributive and not context.is_event(at) else "NN"
    if previous in VERBS:
        return after_verb(context, at)
    if previous in {"IN", "TO"}:
        return _after_preposition(context, at, first)
    if previous in {"NN", "NNP"}:
        return "NN" if context.is_event(at) and first not in STRONG and first != "TO" else "VBG"
    if previous in {".", "CC", ",", ":", '"'}:
        return _at_a_boundary(context, at, following, previous)
    return "VBG"


def _after_preposition(context: Context, at: int, first: str) -> str:
    is_verb = (
        first in OPENERS or first in {"RP", "TO"} or context.word(at - 1) in context.words.has("as_words")
    )
    return "NN" if context.is_event(at) and not is_verb else "VBG"


def _at_a_boundary(context: Context, at: int, following: Entry, previous: str) -> str:
    """At the head of a clause: "Shelling continued", ", killing nine"."""
    lemma = context.entries[at].lemma("VBG")
    if "VBN" in following.tags and lemma in context.words.has("group_verbs"):
        return "VBG"  # "Having left the town, ..."
    if context.word(at + 1) in context.markers and context.takes_clause(lemma):
        return "VBG"  # "Denying that it had fired, ..."
    first = following.tags[0]
    if first in OPENERS or first == "RP":
        return "NN" if following.kind == "d" else "VBG"
    return "VBG" if previous == "," and first in {"IN", "TO", "RB"} else "NN"


def after_verb(context: Context, at: int) -> str:
    """As in "stopped shelling": verb in -ing after verbs that take one, else noun."""
    entry = context.words.entry(context.word(at - 1))
    taken = entry is not None and any(context.words.takes_gerund(one) for one in entry.lemmas)
    if not context.is_event(at):
        return "VBG"
    if not taken:
        return "NN"
    return "VBG" if context.opens_phrase(at) or context.next(at).tags[0] not in {"IN", "."} else "NN"
