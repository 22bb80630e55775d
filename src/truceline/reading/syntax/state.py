"""What the clause stage knows while it walks over the chunks of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from truceline.reading.span import Token
from truceline.reading.syntax.builder import NodeDraft, PhraseDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.tree import Relation
from truceline.reading.syntax.words import Words

_SPOTS = frozenset(("there", "here"))
_CONTRAST = frozenset(("but", "yet", "either"))


class Clause:
    """A clause that is open: how it was opened, the subject that waits, its finite verb once met."""

    __slots__ = (
        "_top",
        "fronted",
        "governor",
        "marker",
        "node",
        "noun",
        "outer",
        "parent",
        "relation",
        "subject",
        "topic",
        "waiting",
    )

    def __init__(self, parent: Clause | None, relation: Relation, marker: str | None = None) -> None:
        self.parent = parent
        self._top: Clause | None = None if parent is None else parent.top
        self.outer: Clause | None = None
        """The nearest enclosing clause that still waits for its verb."""
        if parent is not None:
            self.outer = parent if parent.node is None else parent.outer
        self.relation: Relation = relation
        self.marker = marker
        self.governor: int | None = None
        self.noun: int | None = None
        self.subject: list[int] = []
        self.node: NodeDraft | None = None
        self.fronted: list[tuple[str, int]] = []
        self.topic: int | None = None
        """A noun right before the subject: "the weapons they withdrew"."""
        self.waiting: list[NodeDraft] = []
        """Predicates that stand before the verb they depend on."""

    @property
    def top(self) -> Clause:
        """The outermost clause; it holds itself nowhere, as it would be freed only by a sweep then."""
        return self if self._top is None else self._top


class Resumed(NamedTuple):
    """What stands open around words put between commas."""

    left: NodeDraft | None


class State:
    """Everything the steps of the clause stage share."""

    def __init__(
        self,
        phrases: list[PhraseDraft],
        nodes: list[NodeDraft],
        tags: list[str],
        lemmas: list[str],
        words: Words,
        *,
        tokens: Sequence[Token],
    ) -> None:
        self.tokens = tokens
        self.chunks: list[Chunk] = []
        self.place = 0
        """The chunk of the verb being placed."""
        self.asks = False
        """Whether a question mark stands in the sentence."""
        self.following = ""
        """The kind of the chunk after the verb being placed."""
        self.phrases = phrases
        self.nodes = nodes
        self.tags = tags
        self.lemmas = lemmas
        self.words = words
        self.clause = Clause(None, "root")
        self.left: NodeDraft | None = None
        self.goes_on = False
        """Whether the chunk after that is a verb in -ing (", adding that")."""
        self.resumed: Resumed | None = None
        """Where the sentence goes on after a speaker put between commas."""
        self.aside: NodeDraft | None = None
        """A verb of saying put between a subject and its verb ("Iran, they say, ...")."""
        self._begin()

    def _begin(self) -> None:
        """What is found on the way, nothing yet."""
        self.orphans: list[NodeDraft] = []
        """Heads of clauses that stand before what they depend on."""
        self.verb_first: set[int] = set()
        """Nodes whose subject follows: "said X", "there are"."""
        self.absorbed: dict[int, int] = {}
        """Nodes that turned out to be auxiliaries of another: which one."""
        self.for_subject: tuple[list[int], int | None] | None = None
        """Of the infinitive being placed: who does it ("for the groups to leave") and the noun before."""
        self.of_noun: int | None = None
        """Of the form in -ing being placed: the noun that it fills ("reports of jets striking")."""
        self.last_noun: int | None = None
        """The noun phrase met last: what a relative clause after a verb without object hangs on."""

    def take_resumed(self) -> Resumed | None:
        """Where to go on after words put between commas; told once."""
        resumed, self.resumed = self.resumed, None
        return resumed

    def form(self, at: int) -> str:
        return self.tokens[at].lower

    def head_lemma(self, phrase: int) -> str:
        return self.lemmas[self.phrases[phrase].head]

    def is_in(self, lemma: str, name: str) -> bool:
        return lemma in self.words.has(name)

    def outer_waiting(self) -> Clause | None:
        """The nearest enclosing clause that still waits for its verb."""
        return self.clause.outer


def bare(
    gap: list[Chunk], phrases: list[PhraseDraft], *, times: bool = False, lists: bool = False
) -> list[int]:
    """Positions of the noun phrases of a gap that no preposition governs and that tell no time.

    With `lists`, what "and" joins to a governed phrase counts as governed too.
    """
    found: list[int] = []
    governed = inside = held = False
    for place, chunk in enumerate(gap):
        kind = chunk.kind
        if kind == "(":
            inside = True
        elif kind == ")":
            inside = False
        elif inside:
            continue
        elif kind == "P":
            governed = True
        elif kind == "N":
            if not governed and (times or not phrases[chunk.ref].is_time):
                found.append(place)
            held, governed = governed, False
        elif lists and held and _goes_on_governed(gap, place, found):
            governed = True
        elif kind not in {"A", "Q", "q"} or (governed and chunk.word in _SPOTS):
            governed = False  # "from there they shelled"
    return found


def _goes_on_governed(gap: list[Chunk], place: int, found: list[int]) -> bool:
    """As in "talks between Russia, Turkey and Iran": what joins nouns to one that a preposition governs."""
    if gap[place].kind == "C":
        return gap[place - 1].kind != ","
    return bool(found) and gap[place].kind == "," and _goes_on_as_list(gap, place)


def _goes_on_as_list(gap: list[Chunk], comma: int) -> bool:
    """Whether nouns parted by commas follow, and "and" with another."""
    at = comma
    while at + 2 < len(gap) and gap[at].kind == "," and gap[at + 1].kind == "N":
        at += 2
    return at > comma and at + 1 < len(gap) and gap[at].kind == "C" and gap[at + 1].kind == "N"


def last_weighty(gap: list[Chunk]) -> Chunk | None:
    """The last chunk of a gap that is no adverb or quotation mark."""
    for chunk in reversed(gap):
        if chunk.kind not in {"A", "Q", "q"}:
            return chunk
    return None


def in_list(gap: list[Chunk], place: int, phrases: list[PhraseDraft]) -> list[int]:
    """Positions of the noun phrases coordinated with the one at `place`, looking back, in reading order."""
    is_time = phrases[gap[place].ref].is_time
    found = [place]
    at = place
    joined = False
    while at >= 2:  # noqa: PLR2004 - a conjunction and a noun before it
        before = gap[at - 1]
        step = 2
        if before.kind == "C":
            if joined or before.word in _CONTRAST:
                break
            joined = True
            if gap[at - 2].kind == ",":
                step = 3
                if at < 5 or gap[at - 3].kind != "N" or gap[at - 4].kind != ",":  # noqa: PLR2004
                    break  # "X, and Y": no list of two has a comma
        elif before.kind != "," or not joined:
            break
        if at < step or gap[at - step].kind != "N" or phrases[gap[at - step].ref].is_time != is_time:
            break
        if before.kind == "," and at > step and gap[at - step - 1].kind == "P":
            break  # "in talks with Russia, Turkey and Iran agreed"
        at -= step
        found.append(at)
    return found[::-1] if joined else [place]
