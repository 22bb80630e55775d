"""A flat structure for a language without a grammar: verbs, the phrases beside them, and what they hang on.

Built from what other stages marked: nothing is parsed that nobody knows. A noun of action counts only
where a known word governs it, so that what is merely talked about is never taken for done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.reading.span import ActorSpan, ActSpan, ObjectSpan, Span, Token
from truceline.reading.syntax.flatdraft import Clause, DraftNode, Drafts, Words
from truceline.reading.syntax.flatgrammar import FlatGrammar, Marks
from truceline.reading.syntax.flatlicence import Licence
from truceline.reading.syntax.flatwords import Form
from truceline.reading.syntax.tree import Attachment, Parse

_QUOTES = frozenset({'"', "\u00ab", "\u00bb", "\u201c", "\u201d", "(", ")"})
_QUESTION = frozenset({"?", "\u061f"})
# Classes of governors whose subject may be the act itself: "a withdrawal began".
_HAPPENING = frozenset(
    {"happen", "begin", "go_on", "complete", "stop", "rise", "fall", "force", "known", "true"}
)


def parse_flat(grammar: FlatGrammar, tokens: tuple[Token, ...], tags: Sequence[str], marks: Marks) -> Parse:
    """The flat structure of one sentence, told by what the other stages marked in it."""
    return _Reading(grammar, tokens, list(tags), marks).run()


@dataclass
class _Reading:
    """One sentence read from left to right."""

    grammar: FlatGrammar
    tokens: tuple[Token, ...]
    tags: list[str]
    marks: Marks
    drafts: Drafts = field(init=False)
    clause: Clause = field(default_factory=Clause)
    words: Words = field(default_factory=Words)

    def __post_init__(self) -> None:
        self.drafts = Drafts(self.grammar.governors)
        self.starts: dict[int, tuple[Span, str]] = {}
        named = (
            *((span, "count") for span in self.marks.quantities),
            *((span, "object") for span in self.marks.objects),
            *((span, "act") for span in self.marks.acts if span.form != "verb"),
            *((span, "place") for span in self.marks.places),
            *((span, "actor") for span in self.marks.actors),
            *((span, "time") for span in self.marks.times),
        )
        for span, kind in named:
            self.starts[span.first] = (span, kind)
        self.act_heads = {span.head for span in self.marks.acts if span.form == "verb"}

    def run(self) -> Parse:
        at = 0
        while at < len(self.tokens):
            at = max(self._read(at), at + 1)
        self.drafts.finish(self.grammar.flat.has("transitive"), self.grammar.flat.has("suffered"))
        if self.tokens and (self.tokens[-1].text in _QUESTION or self.words.asks):
            for node in self.drafts.nodes:
                node.question = True
        return self._parse()

    def _parse(self) -> Parse:
        phrases, nodes = self.drafts.phrases_done(), self.drafts.nodes_done()
        attached: dict[int, Attachment] = self.drafts.attached
        licence = Licence(
            self.grammar.governors, phrases, nodes, attached, self.drafts.kinds, self.drafts.lemmas
        )
        known = {
            place: index
            for index, phrase in enumerate(phrases)
            if licence.counts(index)
            for place in range(phrase.first, phrase.last)
        }
        lemmas = [self.grammar.flat.stripped(token.lower) for token in self.tokens]
        for node in nodes:
            lemmas[node.head] = node.lemma
        return Parse(
            self.tokens,
            tuple(self.tags),
            tuple(lemmas),
            phrases,
            nodes,
            tuple((phrase, -1, -1) for phrase in self.drafts.sources),
            (),
            {place: node.index for node in nodes for place in range(node.first, node.last)},
            known,
            attached,
        )

    # -- word by word

    def _read(self, at: int) -> int:
        """Take in what begins at a token; the token after it."""
        token = self.tokens[at]
        if not token.is_word:
            if not token.text[:1].isdigit():
                self._sign(token.text)
            return self._marked(at) if at in self.starts else at + 1
        told = self.grammar.phrase_at(self.tokens, at)
        if told is not None and self._is_word_of_grammar(at):
            return self._grammar(at, *told)
        if at in self.starts:
            return self._marked(at)
        if self.tags[at][0] == "V" and self._is_predicate(at):
            return self._verb(at, self.grammar.flat.form(token.lower).verb, at + 1)
        return self._noun(at)

    def _is_word_of_grammar(self, at: int) -> bool:
        """A marked name that only begins like a word of grammar is the name."""
        marked = self.starts.get(at)
        return marked is None or marked[1] == "count"

    def _is_predicate(self, at: int) -> bool:
        lemma = self.grammar.flat.form(self.tokens[at].lower).verb
        return at in self.act_heads or lemma in self.grammar.flat.table.get("verbs", {})

    def _sign(self, text: str) -> None:
        self.words.clear()
        self.clause.last = None
        self.clause.noun = None
        self.clause.before.clear()
        self.clause.comma = text not in _QUOTES

    def _grammar(self, at: int, end: int, kind: str, value: str) -> int:
        form = self.grammar.flat.form(self.tokens[at].lower)
        words_, clause = self.words, self.clause
        if form.joins and not words_.joins:
            words_.joins = form.joins
        match kind:
            case "content" | "content_negative":
                self._content(at, form, negative=kind == "content_negative")
            case "marker" | "plain_markers":
                words_.marker, words_.is_plain = value, kind == "plain_markers"
                words_.negation = ""
                clause.before.clear()
                clause.noun = clause.last = None
            case "relative":
                words_.relative = clause.latest
                clause.before.clear()
            case "preposition":
                self._preposition(at, end, value, form)
            case "set_verbs":
                return self._verb(at, value, end)
            case _:
                self._note(at, end, kind, value)
        return end

    def _note(self, at: int, end: int, kind: str, value: str) -> None:
        """Keep a word that speaks of the next verb or phrase, or of the whole sentence."""
        words_ = self.words
        match kind:
            case "negations" if value in self.grammar.flat.has("negations_first") and self.drafts.nodes:
                pass  # behind another verb it is "which"
            case "past_negations" | "future_negations" | "negations":
                words_.negation = kind
                words_.deny_noun = not self._verb_follows(end)  # "there is no shelling"
            case "future":
                words_.future = True
            case "modal":
                words_.modal = value
            case "adverb":
                words_.adverbs.append(at)
                if not self._verb_follows(end) and self.drafts.nodes:
                    self.drafts.nodes[-1].adverbs.append(at)
            case "sources":
                words_.source = True
                self.clause.before.clear()
            case "questions":
                words_.asks = True
            case _:
                pass

    def _preposition(self, at: int, end: int, role: str, form: Form) -> None:
        words_ = self.words
        if form.owner:
            return  # "from it"
        if end == at + 1 and self._verb_follows(end):
            words_.is_open = True  # "whoever shelled"
            return
        self.tags[at] = "IN"
        several = " ".join(token.lower for token in self.tokens[at:end])
        words_.preposition, words_.role = several if end - at > 1 else form.base, role

    def _verb_follows(self, at: int) -> bool:
        return at < len(self.tokens) and self.tags[at][0] == "V"

    def _content(self, at: int, form: Form, *, negative: bool) -> None:
        """Take in "that": what follows is told under the last word that governs a clause."""
        words_, clause = self.words, self.clause
        governor = clause.content if (form.joins and clause.content is not None) else self.drafts.governing()
        preposition = form.preposition or words_.preposition
        noun = clause.noun if governor is None or self.drafts.is_after(clause.noun, governor) else None
        if noun is not None and self.drafts.kinds[noun] != "governor":
            noun = None
        words_.clear()
        follows = self._verb_follows(at + 1)
        supposes = form.base in self.grammar.flat.has("conditional_content") and not form.owner
        if supposes and self._supposes(at + 1):
            words_.marker = form.base
            return
        if governor is None and noun is None and not follows and supposes and not self.drafts.nodes:
            return  # "indeed the forces withdrew"
        words_.content = at
        words_.content_noun = noun
        words_.negation = "negations" if negative else ""
        if governor is not None and noun is None:
            node = self.drafts.nodes[governor]
            if preposition and f"{node.lemma} {preposition}" in self.grammar.governors.verbs:
                node.particle = preposition
        words_.governor = governor if noun is None else None
        words_.owner = form.owner
        clause.content = governor
        clause.before.clear()
        clause.noun = clause.last = None
        if follows:
            self.tags[at] = "TO"

    def _supposes(self, at: int) -> bool:
        """Whether a verb or its negation follows "that", which then is "if"."""
        if self._verb_follows(at):
            return True
        told = self.grammar.phrase_at(self.tokens, at) if at < len(self.tokens) else None
        return told is not None and told[1] in {"past_negations", "auxiliaries"}

    def _verb(self, at: int, lemma: str, end: int) -> int:
        form = self.grammar.flat.form(self.tokens[at].lower)
        if form.joins and not self.words.joins:
            self.words.joins = form.joins
        if form.preposition and not self.words.marker and end == at + 1:
            self.words.marker = form.preposition
        self.drafts.verb((at, end), lemma, form, self.words, self.clause)
        self.words = Words(asks=self.words.asks)
        self.clause.reset()
        return end

    def _marked(self, at: int) -> int:
        span, kind = self.starts[at]
        if kind == "time":
            return self._time(span)
        form = self.grammar.form_of(self.tokens[span.first].lower, is_name=kind in {"actor", "place"})
        if kind == "count":
            return self._count(span, form)
        lemma = ""
        head = span.first
        if isinstance(span, ActorSpan | ObjectSpan):
            head = span.head
        elif isinstance(span, ActSpan):
            head, lemma = span.head, self.grammar.flat.form(self.tokens[span.head].lower).base
        mark = kind
        if isinstance(span, ActorSpan) and span.kind in {"people", "unnamed"}:
            mark = span.kind
        return self._take((span.first, span.last, head), mark, lemma, form)

    def _count(self, span: Span, form: Form) -> int:
        """A number belongs to the phrase behind it, with what is written into it."""
        if self.words.counted is None:
            self.words.counted = span.first
        if form.joins:
            self.words.joins = form.joins
        if form.preposition:
            self.words.preposition, self.words.role = form.preposition, self.grammar.role(form.preposition)
        end = span.first + 1
        while end < span.last and end not in self.starts:
            end += 1
        return end

    def _take(self, place: tuple[int, int, int], kind: str, lemma: str, form: Form) -> int:
        """Begin a phrase `(first, last, head)`, its number included; the token after it."""
        first, last, head = place
        start = first if self.words.counted is None else self.words.counted
        self.words.counted = None
        index = self.drafts.phrase(start, last, head, kind, lemma)
        self._place(index, kind, form)
        return last

    def _time(self, span: Span) -> int:
        """Words of time hang on the noun of action they stand behind, else on their clause's verb."""
        if self.clause.noun is not None and self.drafts.kinds[self.clause.noun] == "act":
            index = self.drafts.phrase(span.first, span.last, span.first, "time", "")
            self.drafts.post(self.clause.noun, self.words.role, index)
        if self.words.preposition or not self.clause.last:
            self.words.role = self.words.preposition = ""
        return span.last

    def _noun(self, at: int) -> int:
        """A noun nobody marked: one that governs, an adjective of the phrase before it, or an unknown one."""
        form = self.grammar.flat.form(self.tokens[at].lower)
        if form.base in self.grammar.governors.adjectives and self.clause.last is not None:
            self.drafts.qualify(self.clause.last, form.base)
            self.drafts.absorb(self.clause.last, at + 1)
            return at + 1
        if form.base in self.grammar.governors.nouns:
            return self._take((at, at + 1, at), "governor", form.base, form)
        if self.words.negation and not form.is_known:
            self.words.negation, self.words.is_open = (
                "",
                True,
            )  # a verb nobody knows, denied: "it is not clear"
        last = self.clause.last
        bare = not (form.joins or form.preposition or self.words.preposition or self.words.joins)
        if (
            last is not None
            and bare
            and self.words.counted is None
            and self.drafts.takes_in(last, at, form, self.clause.definite)
        ):
            self.drafts.absorb(last, at + 1)
            return at + 1
        if bare and not form.is_known and self.grammar.flat.may_be_behind(self.tokens[at].lower):
            self.clause.last = self.clause.latest = self.drafts.phrase(at, at + 1, at, "unknown", "")
            self.clause.definite = False
            return at + 1
        return self._take((at, at + 1, at), "unknown", "", form)

    # -- where phrases belong

    def _place(self, index: int, kind: str, form: Form) -> None:
        words_, clause = self.words, self.clause
        written, role = words_.preposition, words_.role
        if form.preposition:
            written, role = form.preposition, self.grammar.role(form.preposition)
        joined = bool(form.joins or words_.joins) and not written
        source, words_.source = words_.source, False
        denied, words_.deny_noun = words_.deny_noun, False
        words_.preposition = words_.role = words_.joins = ""
        if denied:
            self.drafts.deny(index)
            words_.negation = ""
        if form.owner:
            self.drafts.own(index, words_.governor)
        if source:
            self.drafts.sources.append(index)
        else:
            self._hang(index, kind, written, role, joined=joined)
        clause.definite = form.is_definite or kind in {"actor", "place"}
        clause.last = clause.latest = index
        if kind in {"act", "governor"}:
            clause.noun = index

    def _hang(self, index: int, kind: str, written: str, role: str, *, joined: bool) -> None:
        drafts, clause = self.drafts, self.clause
        last = clause.last
        if joined and clause.latest is not None and drafts.alike(clause.latest, kind):
            drafts.join(clause.latest, index)
            return
        node = drafts.current(clause) if not self._opens_clause() else None
        if written:
            if node is not None and f"{node.lemma} {written}" in self.grammar.governors.verbs:
                node.particle = written
                drafts.give(node, "object", index, governed=kind in {"act", "governor"})
            elif clause.noun is not None:
                drafts.post(clause.noun, role, index)
            elif node is not None:
                drafts.give(node, role, index)
            return
        if clause.noun is not None and last is not None and not joined and self._owns(last, index):
            befallen = kind in {"people", "unknown", "place", "object"} or drafts.has_owner(clause.noun)
            drafts.post(clause.noun, "object" if befallen else "of", index)
            return
        if last is not None and not joined and drafts.owns(last, index, definite=clause.definite):
            drafts.post(last, "of", index)
            return
        if node is None or joined or (clause.comma and kind in {"actor", "people", "unnamed"}):
            clause.before.append(index)
            return
        self._beside(node, index, kind)

    def _owns(self, last: int, index: int) -> bool:
        """Whether the phrase follows right upon a noun that may own it: one with an article does not."""
        governs = self.drafts.kinds[last] == "governor"
        return self.drafts.adjoins(last, index) and not (governs and self.clause.definite)

    def _opens_clause(self) -> bool:
        """Whether a marker, "that" or a relative was read and its verb still stands out."""
        words_ = self.words
        return bool(words_.marker or words_.relative is not None) or words_.content is not None

    def _beside(self, one: DraftNode, index: int, kind: str) -> None:
        """The phrase next to a verb: its subject if it can be one and none is known, else its object."""
        drafts = self.drafts
        effect = self.grammar.governors.verb(one.lemma, (one.particle or "",), ())
        if kind in {"act", "governor"}:
            is_subject = not one.subject and (effect is None or effect.name in _HAPPENING)
        elif kind in {"people", "place", "object", "unknown"} and drafts.shares_ending(one):
            is_subject = False
        else:
            is_subject = not one.subject
        drafts.give(one, "subject" if is_subject else "object", index, governed=kind in {"act", "governor"})
