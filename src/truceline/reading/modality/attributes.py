"""What stands beside the noun that names an act and tells how it is meant: a planned attack, any attack."""

from __future__ import annotations

from truceline.evidence.claim import Modality
from truceline.reading.modality.governors import Effect, Governors
from truceline.reading.syntax.tree import Parse

# What an adjective only foretells is done once a verb says that it happened: "the planned withdrawal began".
_AHEAD = frozenset({Modality.EXPECTED, Modality.COMMITTED, Modality.INTENDED, Modality.REQUIRED})
_TOLD = frozenset(
    {"happen", "light", "begin", "go_on", "complete", "rise", "fall", "record", "find", "known", "beside"}
    | {"fail", "stop", "prevent", "true", "untrue"}
)


def attribute(
    parse: Parse, governors: Governors, phrase: int, path: tuple[tuple[int, str], ...]
) -> tuple[Effect, str] | None:
    """A planned attack, a possible one: the adjective before an act's noun, unless a verb tells its fate."""
    it = parse.phrases[phrase]
    for place in range(it.first, it.head):
        word = parse.tokens[place].lower
        effect = governors.adjectives.get(f"{word}@noun")
        if effect is None:
            continue
        if effect.modality in _AHEAD and any(name in _TOLD for _, name in path):
            return None
        return effect, word
    return None


def points_back(parse: Parse, governors: Governors, phrase: int) -> bool:
    """This attack, the same shelling: an act told of before."""
    it = parse.phrases[phrase]
    words = (parse.tokens[place].lower for place in range(it.first, it.head))
    return any(governors.adverbs.get(word) == "pointing" for word in words)


def is_any(parse: Parse, governors: Governors, phrase: int) -> bool:
    """Any withdrawal: none that is known of."""
    return governors.adverbs.get(parse.tokens[parse.phrases[phrase].first].lower) == "anybody"


def postposed(
    parse: Parse, governors: Governors, phrase: int, path: tuple[tuple[int, str], ...]
) -> tuple[Effect, str] | None:
    """A patrol planned for Monday, a withdrawal agreed on: unless a verb says that it happened."""
    if any(name in _TOLD for _, name in path):
        return None
    for node in parse.nodes:
        if node.noun != phrase or node.form != "participle" or not node.passive:
            continue
        effect = governors.verb(node.lemma, (node.particle or "",), ("passive", "np"))
        if effect is not None and effect.modality in _AHEAD:
            return effect, node.lemma
    return None
