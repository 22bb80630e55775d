"""Words that are noun and verb at once: attack, shell, fire."""

from __future__ import annotations

from truceline.reading.syntax.tagger.context import Context
from truceline.reading.syntax.tagger.participles import past_or_participle
from truceline.reading.syntax.tagger.tagset import (
    BARE,
    BEFORE_BASE,
    CALLS_FOR_NOUN,
    NOUNS,
    OPENERS,
    PARTED,
    PAST,
    VERBS,
)
from truceline.reading.syntax.words import Entry

_AFTER_NOUN = frozenset(("VBD", "VBZ", "MD", "CC", ","))
_NOUNLIKE = frozenset(("NN", "JJ", "NNS", "RB"))


def noun_or_verb(context: Context, at: int, entry: Entry, previous: str) -> str:
    """attack, shell, fire, report: noun or verb without an ending (or "left", "close")."""
    if entry.tags[0] == "IN":
        bare = "VB" if context.auxiliary in BEFORE_BASE else ""
        return bare or ("VBP" if previous == "PRP" else "IN")
    noun = next((tag for tag in entry.tags if tag in _NOUNLIKE), "NN")
    return (
        _after_auxiliary(context, at, entry, noun, previous)
        or _after_noun(context, at, entry, noun, previous)
        or _plainly(context, at, entry, noun, previous)
    )


def _plainly(context: Context, at: int, entry: Entry, noun: str, previous: str) -> str:
    """The tag where nothing round the word calls for a verb: "in coast guard uniform and"."""
    if previous in NOUNS:
        return bare_noun(context, at, noun, entry) if context.next(at).tags[0] in PARTED else noun
    return noun if entry.tags[0] not in BARE else base(context, at, entry, previous)


def _after_auxiliary(context: Context, at: int, entry: Entry, noun: str, previous: str) -> str:
    """The tag where an auxiliary, "to", an article or a preposition decides it, else nothing."""
    tags, auxiliary = entry.tags, context.auxiliary
    past = "VBN" in tags or "VBD" in tags
    if tags[0] in PAST and previous not in CALLS_FOR_NOUN and auxiliary not in BEFORE_BASE:
        return past_or_participle(context, at, entry, previous)
    if auxiliary == "to":
        if _is_awaited(context, at, entry):
            return "VB"
        return noun if to_is_preposition(context, at) and not context.opens_phrase(at) else "VB"
    if auxiliary in BEFORE_BASE or (previous == "IN" and _is_rather(context, at)):
        return "VB"
    if past and auxiliary in {"have", "be"}:
        return "VBN"
    if previous in CALLS_FOR_NOUN or previous == "IN" or auxiliary in {"be", "have"}:
        return bare_noun(context, at, noun, entry)
    return ""


def _is_awaited(context: Context, at: int, entry: Entry) -> bool:
    """As in "is due to hold talks": a word that is mostly a verb, and "due" behind a form of "be"."""
    due = at > 2 and context.word(at - 2) in context.words.has("modal_adjectives")  # noqa: PLR2004 - "is due to"
    return due and entry.tags[0] in BARE and context.tags[at - 3][0] in "VR"


def _is_rather(context: Context, at: int) -> bool:
    """As in "rather than leave": a bare verb after two words that compare deeds."""
    return f"{context.word(at - 2)} {context.word(at - 1)}" in context.words.has("before_bare_verbs")


def _after_noun(context: Context, at: int, entry: Entry, noun: str, previous: str) -> str:
    """The tag after a pronoun, a noun or "and", else nothing."""
    if previous in NOUNS and "VBN" in entry.tags and _has_doer(context, at):
        return "VBN"  # "claims spread by media"
    if previous in {"NNS", "NNPS"}:
        return after_plural(context, at, noun, entry)
    if previous == "CC":
        return coordinated(context, at, noun, entry)
    if previous in VERBS and context.tags[-1] == previous and not context.auxiliary:
        return noun if context.verb_before(at) not in context.words.has("bare_infinitive") else ""
    if context.word(at - 1) in context.words.has("singular_subjects") and (
        entry.tags[0] in BARE or previous == "WP" or context.opens_phrase(at)
    ):
        return "VBP"  # "if somebody attack us"
    if previous == "PRP" and context.word(at - 1) in context.words.has("person_pronouns"):
        return next((tag for tag in entry.tags if tag in PAST), "VBP")
    if previous in {"PRP", "WP", "WDT"}:
        let = context.is_let(at)
        return "VB" if let else "VBP" if entry.tags[0] in BARE else ""
    return _after_singular(context, at, entry) if previous in {"NN", "NNP"} else ""


def _after_singular(context: Context, at: int, entry: Entry) -> str:
    """As in "demand the group leave", "HTS say they": the tag where a verb is missing, else nothing."""
    opens_that = context.word(at + 1) in context.words.has("that_words")
    if opens_that and "VBD" in entry.tags and not context.has_verb_before(at):
        return "VBD"  # "word spread that"
    goes_on = context.opens_phrase(at) or context.next(at).tags[0] in {"TO", "IN", "RP", ",", "."}
    awaited = goes_on and context.awaits_verb(at)
    is_verb = entry.tags[0] in BARE
    awaited = awaited or (is_verb and _is_demanded(context, at))
    if awaited or (is_verb and context.is_wished(at)) or context.is_let(at):
        return "VB"
    if is_verb and context.opens_phrase(at) and context.is_seen(at):
        return "VB"  # "saw the Front take six tanks away"
    told = context.word(at + 1) in context.words.has("that_words") and context.takes_clause(
        entry.lemma("VBP") or ""
    )
    if told and not context.has_verb_before(at) and _hangs_on_plural(context, at):
        return "VBP"  # "shopkeepers in Esk say that"
    missing = not context.has_verb_before(at) and not context.has_main_verb_later(at)
    follows = context.opens_phrase(at) or (
        context.opens_infinitive(at) and _wants_infinitive(context, at, entry)
    )
    follows = follows or context.makes_one_verb(at, entry.lemma("VBP"))  # rough: "army go out"
    follows = follows or (context.next(at).tags[0] in {"IN", "RB"} and _hangs_on_plural(context, at))
    return "VBP" if is_verb and missing and follows else ""


def _hangs_on_plural(context: Context, at: int) -> bool:
    """As in "two mortars of the Front stay near Esk": the noun before only tells whose the subject is."""
    for back in range(at - 1, max(0, at - 6), -1):
        if context.tags[back] == "IN":
            return context.tags[back - 1] in {"NNS", "NNPS"}
        if context.tags[back] not in NOUNS and context.tags[back] not in {"DT", "JJ", "PRP$"}:
            return False
    return False


def _is_demanded(context: Context, at: int) -> bool:
    """As in "the demand that HTS leave was ignored"."""
    for back in range(at - 1, max(0, at - 7), -1):
        if context.word(back) in context.words.has("that_words"):
            return context.entries[back - 1].lemmas[0] in context.words.has("mandative_nouns")
        if context.tags[back] not in NOUNS and context.tags[back] not in {"DT", "JJ", "CD", "PRP$"}:
            return False
    return False


def _wants_infinitive(context: Context, at: int, entry: Entry) -> bool:
    """As in "HTS refuse to leave", but "army plan to attack" stays a noun unless "and" stands before it."""
    if entry.lemma("VBP") not in context.words.has("infinitive_nouns"):
        return True
    for back in range(at - 1, max(-1, at - 6), -1):
        if context.tags[back] not in NOUNS and context.tags[back] not in {"DT", "JJ", "CD"}:
            return context.tags[back] == "CC"
    return False


def _has_doer(context: Context, at: int) -> bool:
    return context.word(at + 1) in context.words.has("passive_prepositions")


def bare_noun(context: Context, at: int, noun: str, entry: Entry) -> str:
    """A noun rather than an adjective where no noun follows."""
    if noun == "JJ" and "NN" in entry.tags and context.next(at).tags[0] not in OPENERS:
        return "NN"
    return noun


def after_plural(context: Context, at: int, noun: str, entry: Entry) -> str:
    """As in "forces shell Idlib", "rebels attack the town", but "air strikes fire" stays a noun."""
    following = context.next(at)
    if context.is_let(at) or (context.is_seen(at) and following.tags[0] not in _AFTER_NOUN):
        return "VB"
    if context.has_verb_before(at):
        return "VBP" if context.tags_what_was_said(at, entry.lemma("VBP")) else noun
    if _opens_complement(context, at, entry.lemma("VBP")) or _ends_clause(context, at, following):
        return "VBP"
    if following.tags[0] in {"DT", "PRP", "PRP$", "NNP", "NNPS", "CD", "JJ", "NNS"} or following.kind == "s":
        return "VBP"
    if following.tags[0] in {"IN", "RP", "TO", "RB", "VBG"} and entry.tags[0] in BARE:
        return "VBP"
    needs = context.opens_infinitive(at) and entry.tags[0] in BARE and not context.has_main_verb_later(at)
    begins = following.kind == "g" and context.words.takes_gerund(entry.lemmas[0])
    nominal = following.kind in {"j", "n", "u"} and following.tags[0] in {"NN", "JJ"}
    if needs or begins or (nominal and not is_place_of_noun(context, at)):
        return "VBP"
    if following.tags[0] in {"IN", "RP", "TO", "."} and not context.has_later_verb(at):
        return "VBP"
    return "VBP" if entry.tags[0] in BARE and following.tags[0] not in NOUNS else noun


def _ends_clause(context: Context, at: int, following: Entry) -> bool:
    """As in "if the rebels attack, we ...": a clause that a marker opened would end without a verb."""
    return following.tags[0] in {",", "."} and context.awaits_verb(at)


def _opens_complement(context: Context, at: int, lemma: str | None) -> bool:
    """As in "partners report that", "militants fire on": what follows belongs to a verb."""
    if context.word(at + 1) in context.markers and context.takes_clause(lemma):
        return True
    return context.makes_one_verb(at, lemma)


def is_place_of_noun(context: Context, at: int) -> bool:
    """Whether the noun before hangs on a preposition."""
    return context.tags[at - 2] in {"IN", "TO"} if at > 1 else False


def coordinated(context: Context, at: int, noun: str, entry: Entry) -> str:
    """After "and": what stands before the conjunction decides."""
    if context.word(at - 1) in context.words.has("or_words") and context.pairs_verbs(at):
        return "VBP"  # "who either refuse to leave or bargain with us"
    passed = {"IN"} if context.next(at).tags[0] in {"PRP", "DT", "PRP$"} else set()
    if context.word(at + 1) in context.markers and context.takes_clause(entry.lemma("VBP")):
        found = [tag for tag in context.tags[max(0, at - 14) : at] if tag in {"VB", "VBP"}]
        return found[-1] if found else noun
    for back in range(at - 2, max(-1, at - 12), -1):
        tag = context.tags[back]
        if tag in {"VB", "VBP"}:
            if back == at - 2 and context.next(at).tags[0] == "IN":
                return tag  # "refuse to leave or bargain with us"
            parted = (entry.lemma("VBP") or "", context.word(at + 1)) in context.words.phrasal
            parted = parted or (context.opens_infinitive(at) and _is_resolve(context, entry))
            return tag if parted or context.opens_phrase(at) or entry.tags[0] in BARE else noun
        if tag in {"VBD", "VBZ", "VBN", "IN"} - passed:
            return noun
    return noun


def _is_resolve(context: Context, entry: Entry) -> bool:
    """As in "reject the deal and vow to fight"."""
    return entry.lemma("VBP") in context.words.has("subject_control")


def to_is_preposition(context: Context, at: int) -> bool:
    """As in "subjected to fire": a few words take "to" with a noun."""
    for back in range(at - 2, max(-1, at - 4), -1):
        entry = context.entries[back]
        if entry.tags[0] != "RB":
            held = context.words.has("to_prepositions")
            return any(lemma in held for lemma in entry.lemmas) or context.tokens[back].lower in held
    return False


def base(context: Context, at: int, entry: Entry, previous: str) -> str:
    """leave, be, have, kill: no noun, but finite or not."""
    if context.auxiliary in {"to", "md", "do"}:
        return "VB"
    if previous in {"NNS", "NNPS", "PRP", "WP", "WDT", "EX"}:
        return "VB" if context.is_let(at) or (previous in NOUNS and context.is_seen(at)) else "VBP"
    if previous in {"NN", "NNP"}:
        let = context.is_let(at) or context.is_seen(at)
        return "VB" if let or "VBP" not in entry.tags else "VBP"
    if previous in {"CC", ","}:
        for back in range(at - 1, max(-1, at - 12), -1):
            if context.tags[back] in {"VB", "VBP", "MD"}:
                return "VBP" if context.tags[back] == "VBP" else "VB"
        return "VBP" if "VBP" in entry.tags else "VB"
    if previous == ".":
        is_topic = "NN" in entry.tags and context.word(at + 1) == context.words.of_word
        return "NN" if is_topic and context.has_main_verb_later(at) else "VB"  # "Talk of a pullback is idle"
    return entry.tags[0] if entry.tags[0] in BARE else "VBP"
