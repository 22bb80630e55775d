"""Shapes of clauses and phrases that tell how an act is meant: what its words stand beside."""

from __future__ import annotations

from truceline.reading.modality.governors import Effect, Governors
from truceline.reading.syntax.tree import Node, Parse

# Classes of nouns for an agreement or a part of its text.
_TEXTS = frozenset({"promise", "lay_down"})
# Classes of nouns for what is only told or feared, and what leads to their content.
_REPORTS = frozenset({"report", "fear", "rumour", "doubt", "deny", "expect"})
_OF = frozenset({"of", "about", "over", "on", "that"})


def is_content(parse: Parse, governors: Governors, node: Node) -> bool:
    """Whether a clause behind "that" tells what its noun is about: "the denial that it shelled the town"."""
    if node.marker != "that" or not node.subject or node.noun is None or node.noun in node.subject:
        return False
    effect = governors.noun(parse.lemmas[parse.phrases[node.noun].head], ("that",))
    return effect is not None and (effect.flips or bool(node.object) or node.passive)


def noun_before(parse: Parse, governors: Governors, node: Node) -> int | None:
    """The governing noun whose preposition a gerund stands behind: "the deadline for withdrawing"."""
    if node.form != "gerund" or node.governor is None or node.marker is None or node.first < 2:  # noqa: PLR2004 - a noun and a preposition
        return None
    if parse.tokens[node.first - 1].lower != node.marker:
        return None
    main = parse.nodes[node.governor]
    if any(f"{main.lemma}{link}{node.marker}" in governors.verbs for link in " @"):
        return None
    phrase = parse.phrase_of(node.first - 2)
    if phrase is None or parse.phrases[phrase].last != node.first - 1:
        return None
    return phrase if governors.noun(parse.lemmas[parse.phrases[phrase].head]) else None


def full_marker(parse: Parse, governors: Governors, node: Node) -> str:
    """The marker with the word before it where only both together mark: "far from", "rather than"."""
    if node.first >= 2:  # noqa: PLR2004 - a marker of two words
        both = f"{parse.tokens[node.first - 2].lower} {parse.tokens[node.first - 1].lower}"
        if both in governors.markers:
            return both
    return (node.marker or "").lower()


def is_part(parse: Parse, node: Node) -> bool:
    """Whether a bare gerund is what its verb is about: "ruled out withdrawing", "attacking is a crime"."""
    if node.governor is None or node.marker is not None:
        return False
    main = parse.nodes[node.governor]
    if node.first > main.first:
        return node.first == main.last + (main.particle is not None and not main.object)
    return not main.subject and main.form == "finite"


def phrasal_predicate(parse: Parse, governors: Governors, main: Node) -> Effect | None:
    """A withdrawal is out of the question, is in progress: a preposition and a noun as one adjective."""
    for preposition, phrase in main.oblique:
        effect = governors.adjective(f"{preposition} {parse.lemmas[parse.phrases[phrase].head]}")
        if effect is not None:
            return effect
    return None


def equated(parse: Parse, governors: Governors, main: Node, phrase: int) -> Effect | None:
    """The goal is the withdrawal: what the subject that a copula equates with the phrase does to it."""
    it = parse.phrases[phrase]
    if main.predicate is None or not it.first <= main.predicate < it.last:
        return None
    effects = (governors.noun(parse.lemmas[parse.phrases[at].head], ("of",)) for at in main.subject)
    return next((effect for effect in effects if effect is not None and effect.modality is not None), None)


def is_anybody(parse: Parse, governors: Governors, node: Node) -> bool:
    """Whoever attacks, anyone who shells: a deed in general, nobody's yet."""
    if node.tense != "present" and node.modal is None:
        return False
    if governors.adverbs.get((node.marker or "").lower()) == "anybody":
        return True
    if node.relation != "relative" or node.noun is None:
        return False
    return governors.adverbs.get(parse.tokens[parse.phrases[node.noun].first].lower) == "anybody"


def above_participle(parse: Parse, governors: Governors, node: Node) -> int | None:
    """The governing noun over the one a participle tells of: "no sign of the militia withdrawing"."""
    hangs_on = None if node.noun is None or node.form != "gerund" else parse.attachment(node.noun)
    if hangs_on is None:
        return None
    over = hangs_on[1] if hangs_on[0] == "phrase" else told_of(parse, governors, *hangs_on[1:])
    if over is None:
        return None
    return over if governors.noun(parse.lemmas[parse.phrases[over].head]) is not None else None


def told_of(parse: Parse, governors: Governors, index: int, role: str) -> int | None:
    """Rumours swirled of a pullout, reports spread about it: the noun that what follows its verb fills."""
    main = parse.nodes[index]
    if role not in _OF or main.object or (main.form == "finite" and main.passive and role == "of"):
        return None
    for at in (main.noun,) if main.relation == "relative" else main.subject:
        effect = None if at is None else governors.noun(parse.lemmas[parse.phrases[at].head], (role,))
        if effect is not None and effect.name in _REPORTS:
            return at
    return None


def verbless(parse: Parse, governors: Governors, phrase: int) -> Effect | None:
    """A headline's "reports of a pullout false": the adjective at the end that says so without a verb."""
    if parse.nodes or len(parse.tokens) - 1 <= parse.phrases[phrase].last:
        return None
    last = len(parse.tokens) - (1 if parse.tokens[-1].is_word else 2)
    effect = governors.adjective(parse.lemmas[last]) if parse.tags[last] == "JJ" else None
    return effect if effect is not None and effect.flips else None


def in_quotes(parse: Parse, phrase: int) -> bool:
    """As in 'the "withdrawal" went on': a deed's noun alone between quotation marks is not meant so."""
    it = parse.phrases[phrase]
    if it.last >= len(parse.tags) or parse.tags[it.last] != '"' or not it.head:
        return False
    return parse.tags[it.head - 1] == '"' and it.last - it.head == 1 and not _calls_so(parse, phrase)


def _calls_so(parse: Parse, phrase: int) -> bool:
    """As in 'called it a "violation"', '"violation", the army said'."""
    hangs_on = parse.attachment(phrase)
    if hangs_on is None or hangs_on[0] != "node":
        return hangs_on is None
    return hangs_on[2] == "object" and len(parse.nodes[hangs_on[1]].object) > 1


def aim(parse: Parse, governors: Governors, node: Node) -> Effect | None:
    """Fighters due to leave, troops to attack: what an infinitive behind a noun without a say tells."""
    if node.form != "infinitive" or node.perfect or node.noun is None:
        return None
    head = parse.phrases[node.noun].head
    if governors.noun(parse.lemmas[head], ("to",)) is not None or not parse.tags[head].startswith("NN"):
        return None
    between = (governors.adjective(parse.tokens[at].lower) for at in range(head + 1, node.first))
    return next((effect for effect in between if effect is not None), governors.effects["plan"])


def marker_kind(parse: Parse, governors: Governors, node: Node) -> str | None:
    """What a clause's marker makes of it, told apart by whether the main clause looks forward."""
    marker = full_marker(parse, governors, node)
    markers = governors.markers
    if _looks_forward(parse, governors, node):
        return markers.get(f"{marker}@future") or markers.get(marker)
    if _is_in_general(parse, node) and f"{marker}@present" in markers:
        return markers[f"{marker}@present"]
    return markers.get(f"{marker}@past") or markers.get(marker)


def says_which(parse: Parse, node: Node) -> bool:
    """As in "those who were captured", "the deal reached on Tuesday": it only says who or what is meant.

    A clause behind a comma tells news of its own ("the army, which took Esk, ..."), and so does a headline's
    bare participle ("driver abducted").
    """
    if node.noun is None or node.governor is None:
        return False
    it = parse.phrases[node.noun]
    opens = parse.tags[it.last] if it.last < len(parse.tags) else "."
    if node.form == "participle":
        return parse.tags[it.first] == "DT" and node.first == it.last and not parse.phrases[node.noun].negated
    return opens in {"WP", "WDT"} and node.tense == "past" and parse.tokens[it.last].lower == node.marker


def is_cleft(parse: Parse, node: Node) -> bool:
    """It was not the army that fired: the copula over the clause only points at who."""
    if node.governor is None or node.marker is None or node.noun is None:
        return False
    main = parse.nodes[node.governor]
    return (
        main.lemma == "be"
        and node.noun in main.object
        and any(parse.tokens[parse.phrases[at].first].lower == "it" for at in (*main.subject, *main.object))
    )


def tells_it(parse: Parse, node: Node) -> bool:
    """Rumour has it that they left: what looks like a clause about "it" is what is told."""
    if node.noun is None or node.governor is None or node.marker != "that" or node.noun in node.subject:
        return False
    it = parse.phrases[node.noun]
    return it.last - it.first == 1 and parse.tags[it.head] == "PRP"


def is_of_the_unmade(parse: Parse, node: Node) -> bool:
    """A zone patrolled by X, sent to lead teams watching it: a participle on what a clause brings up."""
    if node.noun is None or node.governor is None or node.form not in {"participle", "gerund"}:
        return False
    first = parse.phrases[node.noun].first
    if node.form == "participle":
        return node.passive and parse.tokens[first].lower in {"a", "an"}
    return parse.nodes[node.governor].form == "infinitive" and parse.tags[first] != "DT"


def not_done(parse: Parse, node: Node) -> bool:
    """Was to leave but did not: a bare "did not" behind a deed that was only to be."""
    return any(
        one.lemma == "do"
        and one.governor == node.index
        and one.relation == "coordinate"
        and one.negated
        and one.tense == "past"
        and not one.object
        and (not one.subject or one.subject == node.subject)
        for one in parse.nodes
    )


def raised(parse: Parse, main: Node) -> int | None:
    """Turned out to be untrue, remains to be completed: the infinitive that says it of the verb's subject."""
    if main.passive or not main.subject:
        return None
    return next(
        (
            node.index
            for node in parse.nodes
            if node.governor == main.index
            and node.relation == "infinitive"
            and node.subject == main.subject
            and (node.passive or (node.lemma == "be" and node.predicate is not None))
        ),
        None,
    )


def _is_in_general(parse: Parse, node: Node) -> bool:
    """The road opens once they have left: both clauses in the present."""
    main = None if node.governor is None else parse.nodes[node.governor]
    if main is not None and main.form == "participle" and main.governor is not None:
        main = parse.nodes[main.governor]  # "stays closed until"
    return main is not None and main.tense == node.tense == "present" and not main.perfect


def _looks_forward(parse: Parse, governors: Governors, node: Node) -> bool:
    if node.governor is None:
        return False
    main = parse.nodes[node.governor]
    if main.form == "infinitive" and main.governor is not None and main.tense is None:
        return True
    return main.tense == "future" or governors.modals.get(main.modal or "") is not None


def noun_over(parse: Parse, governors: Governors, node: Node) -> tuple[int, str] | None:
    """The noun that governs a clause, and what links them: "that", "to", "of" or a preposition."""
    if node.marker == "that" and node.governor is not None and node.relation != "relative":
        spread = told_of(parse, governors, node.governor, "that")
        if spread is not None:
            return spread, "that"
    if node.relation == "relative":
        if node.noun is not None and is_content(parse, governors, node):
            return node.noun, "that"
        over = above_participle(parse, governors, node)
        return None if over is None else (over, "of")
    if node.relation in {"gerund", "complement"}:
        before = noun_before(parse, governors, node)
        return None if before is None else (before, node.marker or "")
    if node.relation == "noun_complement" and node.noun is not None and aim(parse, governors, node) is None:
        return node.noun, "to" if node.form == "infinitive" else "that"
    return None


def is_text(parse: Parse, governors: Governors, phrase: int) -> bool:
    """Whether a phrase names an agreement or a part of its text."""
    noun = governors.noun(parse.lemmas[parse.phrases[phrase].head])
    return noun is not None and noun.name in _TEXTS


def stipulating(parse: Parse, governors: Governors, node: Node) -> str | None:
    """Under the deal, X withdraws: what a text lays down in the present, the text being named first."""
    if node.form != "finite" or node.tense != "present" or node.perfect or node.modal is not None:
        return None
    for preposition, at in node.oblique:
        if governors.prepositions.get(f"{preposition}@text") != "required":
            continue
        noun = governors.noun(parse.lemmas[parse.phrases[at].head])
        is_plan = noun is not None and noun.name == "plan" and preposition != "by"
        if (is_plan or is_text(parse, governors, at)) and parse.phrases[at].last <= node.first:
            return preposition
    if node.relation != "coordinate" or node.governor is None:
        return None
    return stipulating(parse, governors, parse.nodes[node.governor])  # "..., and Y opens the road"


def time_set(parse: Parse, governors: Governors, node: Node) -> Effect | None:
    """As in "had until Monday to leave", "was given a week to hand the port over": the deed is owed."""
    if node.form != "infinitive" or node.governor is None:
        return None
    main = parse.nodes[node.governor]
    owed = governors.verbs.get(f"{main.lemma} until")
    if owed is None or main.negated:
        return None
    is_set = any(not role or governors.prepositions.get(role) == "expected" for role, _ in main.oblique)
    return owed if is_set else None
