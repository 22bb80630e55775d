"""A report with its claims marked in the text: one self-contained file for whoever reviews it.

Every mark has a colour, a letter and a border of its own, and leads to the claim's slots, the rules
that made it and the promises it bears on. Like the case page it loads nothing and sends nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from truceline.agreement.model import Agreement
from truceline.case.reviewing import Change, Effect
from truceline.case.telling import how_said
from truceline.evidence.claim import Claim
from truceline.publish.chips import degree_bar, standing_chip
from truceline.publish.markup import Content, Html, Value, el, join
from truceline.publish.pieces import Mark, Piece, marks_of, pieces
from truceline.publish.sealed import packed, sealed
from truceline.publish.slots import slots
from truceline.publish.tones import TONES, tag, tone_of
from truceline.publish.wording import Wording
from truceline.publish.words import capital, counted, day, plain
from truceline.reading.document import Block
from truceline.reading.reader import Reading

_PRIVATE = (
    "A private page for reviewers: it shows the report whole, with exact places and names. "
    "Do not publish it or pass it on."
)
_BASES = {"front_matter": "as its head says", "metadata": "as its metadata say", "given": "as given"}
_KEY = (
    "Every mark carries a letter for how the act is said and the number of its claim; choosing it opens "
    "the claim beside the text. Keys: j and k go from claim to claim."
)
_WHOLE = "whole"


def marked_page(agreement: Agreement, reading: Reading, effect: Effect) -> str:
    """One HTML file: the report, its claims, and statuses before and after accepting what it asserts."""
    return _Page(agreement, reading, effect).html()


@dataclass(frozen=True)
class _Page:
    agreement: Agreement
    reading: Reading
    effect: Effect

    @property
    def claims(self) -> Sequence[Claim]:
        return self.reading.claims

    @cached_property
    def marks(self) -> list[list[Mark]]:
        """The marks of each block of the report, in its order."""
        blocks = self.reading.document.blocks
        found: list[list[Mark]] = [[] for _ in blocks]
        starts = [block.start for block in blocks]
        for mark in marks_of(self.claims):
            number = max(bisect_right(starts, mark.start) - 1, 0)
            while number < len(blocks) and blocks[number].start < mark.end:
                found[number].append(mark)
                number += 1
        return found

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.agreement)

    def html(self) -> str:
        style = packed("page.css") + packed("marked.css")
        return sealed(self._title, style, packed("marked.js"), self._top(), self._main())

    @property
    def _title(self) -> str:
        return self.reading.document.title or self.reading.document.name

    def _top(self) -> Html:
        return el(
            "header",
            {"class": "top"},
            el(
                "div",
                {"class": "inner"},
                el("p", {"class": "brand"}, "truceline"),
                el("h1", {"dir": "auto"}, self._title),
                el("p", {"class": "sub", "dir": "auto"}, f"Read for: {self.agreement.title}"),
                el("p", {"class": "private"}, el("b", {}, "Private. "), _PRIVATE),
            ),
        )

    def _main(self) -> Html:
        return el(
            "main",
            {"id": "main"},
            _panel("signs", "How it is said", self._counted(), self._legend()),
            _panel("report", "The report", _KEY, el("div", {"class": "report"}, list(self._rows()))),
            _panel("statuses", "If it is accepted", self._supposed(), self._statuses()),
            _panel("doubts", "Doubts", None, self._doubts()) if self.reading.issues else None,
            _panel("document", "The document", None, self._document()),
        )

    def _counted(self) -> str:
        bearing = sum(bool(claim.bears_on) for claim in self.claims)
        told = f"{counted(len(self.claims), 'claim')} proposed, {bearing} of them about a promise."
        return f"{told} None counts before a person accepts it."

    def _legend(self) -> Html:
        number = Counter(claim.modality for claim in self.claims)
        items = [
            el(
                "li",
                {"class": None if number[tone.modality] else "unused"},
                el("span", {"class": f"tag {tone.name}"}, tone.letter),
                el("span", {}, el("b", {}, tone.word), f" ({number[tone.modality]}) ", tone.meaning),
            )
            for tone in TONES
        ]
        return el("ul", {"class": "signs"}, items)

    def _rows(self) -> Iterator[Html]:
        at = 0
        for block, marks in zip(self.reading.document.blocks, self.marks, strict=True):
            here = []
            while at < len(self.claims) and _starts(self.claims[at]) < block.end:
                here.append((at + 1, self.claims[at]))
                at += 1
            cards = el("div", {"class": "cards"}, [self._card(*one) for one in here]) if here else None
            yield el("div", {"class": "row"}, self._said(block, marks), cards)

    def _said(self, block: Block, marks: Sequence[Mark]) -> Html:
        words = [self._piece(piece) for piece in pieces((block.start, block.end), marks)]
        looks: dict[str, Value] = {"class": f"said {block.kind}", "dir": "auto"}
        return el("h3" if block.kind == "heading" else "p", looks, words)

    def _piece(self, piece: Piece) -> Html:
        text: Content = self.reading.document.text[piece.start : piece.end]
        if piece.acts:
            inner, outer = piece.acts[0], piece.acts[-1]
            classes = [tone_of(self.claims[inner.claim - 1]).name]
            if (outer.start, outer.end) != (inner.start, inner.end):
                classes.append(f"in-{tone_of(self.claims[outer.claim - 1]).letter.lower()}")
            text = el("mark", {"class": " ".join(classes)}, text)
        if piece.claims:
            text = el("span", {"class": "w", "data-c": " ".join(map(str, piece.claims))}, text)
        return join([text if isinstance(text, Html) else str(text), *map(self._tag, piece.ending)])

    def _tag(self, mark: Mark) -> Html:
        claim = self.claims[mark.claim - 1]
        looks = f"tag {tone_of(claim).name}"
        name = f"Claim {mark.claim}: {plain(claim.act.value)}, {how_said(claim)}"
        return el(
            "a",
            {"class": looks, "href": f"#c{mark.claim}", "title": name, "aria-label": name},
            tag(claim, mark.claim),
        )

    def _card(self, number: int, claim: Claim) -> Html:
        norms = [el("span", {"class": "bears"}, norm) for norm in claim.bears_on]
        summary = el(
            "summary",
            {},
            el("span", {"class": f"tag {tone_of(claim).name}"}, tag(claim, number)),
            el("b", {}, capital(plain(claim.event or claim.act.value))),
            el("span", {"class": "manner"}, how_said(claim)),
            norms or el("span", {"class": "bears none"}, "no promise"),
        )
        return el(
            "details",
            {"class": f"card {tone_of(claim).name}", "id": f"c{number}", "data-n": number},
            summary,
            el("dl", {}, list(self._slots(claim))),
        )

    def _slots(self, claim: Claim) -> Iterator[Html]:
        for name, group in groupby(slots(claim), key=lambda slot: slot.name):
            yield _line(capital(name), "; ".join(slot.text for slot in group))
        titles = [f"{self.wording.title(norm)} ({norm})" for norm in claim.bears_on]
        yield _line("Bears on", "; ".join(titles) or "no promise")
        if claim.made_by:
            yield _line("Why", "; ".join(claim.made_by.rules) or "no rule is named")
        yield _line("Claim", el("code", {}, claim.claim_id[:12]))

    def _supposed(self) -> str:
        told = counted(len(self.effect.claims), "claim")
        return (
            f"Statuses as of {day(self.effect.as_of)}, before and after accepting {told} told as facts. "
            "For and against: what weighs on each side, from 0 to 1; needs: the standard of proof."
        )

    def _statuses(self) -> Html:
        shown = [change for change in self.effect.changes if change.part != _WHOLE]
        if not shown:
            return el(
                "p", {"class": "quiet"}, "No status changes: nothing that it asserts bears on a promise."
            )
        heads = ("Promise", "Before", "After", "For", "Against", "Needs")
        head = el("tr", {}, [el("th", {"scope": "col"}, name) for name in heads])
        rows = [self._status(change) for change in shown]
        table = el("table", {"class": "statuses"}, el("thead", {}, head), el("tbody", {}, rows))
        return el("div", {"class": "wide"}, table)

    def _status(self, change: Change) -> Html:
        name = f"{change.norm}: {change.part}" if change.part else change.norm
        title = capital(self.wording.told(change.part)) if change.part else self.wording.title(change.norm)
        before, after = change.weights
        bar = change.after.proof.standard.bar
        kind = "changed" if change.is_change else "same"
        then: Content = (
            _answer(change, after=True) if change.is_change else el("span", {"class": "quiet"}, "the same")
        )
        return el(
            "tr",
            {"class": f"{kind} {'part' if change.part else ''}".strip()},
            el("th", {"scope": "row"}, title, el("small", {}, name)),
            el("td", {"data-label": "Before"}, _answer(change, after=False)),
            el("td", {"data-label": "After"}, then),
            el("td", {"data-label": "For", "class": "num"}, _moved(before[0], after[0], bar)),
            el("td", {"data-label": "Against", "class": "num"}, _moved(before[1], after[1], bar)),
            el("td", {"data-label": "Needs", "class": "num"}, f"{bar:.2f}"),
        )

    def _doubts(self) -> Html:
        lines = [
            el("li", {}, el("b", {}, issue.kind), " ", el("span", {"dir": "auto"}, issue.message))
            for issue in self.reading.issues
        ]
        return el("ul", {"class": "doubts"}, lines)

    def _document(self) -> Html:
        document = self.reading.document
        basis = f", {_BASES[document.published_basis]}" if document.published_basis else ""
        published = f"{day(document.published_on)}{basis}" if document.published_on else "not known"
        sources = sorted({claim.source.id for claim in self.claims})
        readers = sorted({claim.made_by.reader for claim in self.claims if claim.made_by})
        lines = [
            _line("File", f"{document.name} ({document.media_type})"),
            _line("Published", published),
            _line("Source", ", ".join(sources) or "none"),
            _line("Read by", ", ".join(readers) or "nobody"),
            _line("SHA-256", el("code", {}, document.sha256)),
        ]
        return el("dl", {}, lines)


def _starts(claim: Claim) -> int:
    return claim.evidence.span[0] if claim.evidence.span else 0


def _line(name: str, value: Content) -> Html:
    return join([el("dt", {}, name), el("dd", {"dir": "auto"}, value)])


def _answer(change: Change, *, after: bool) -> Html:
    status = change.after if after else change.before
    return el("span", {"class": "answer"}, standing_chip(status.standing), degree_bar(status.degree))


def _moved(before: float, after: float, bar: float) -> Html:
    if before == after:
        return el("span", {"class": "quiet"}, _weight(before, bar))
    return join([f"{_weight(before, bar)} \N{RIGHTWARDS ARROW} ", el("b", {}, _weight(after, bar))])


def _weight(value: float, bar: float) -> str:
    """Two decimals; what just misses the standard does not read as if it met it."""
    missed = value < bar and f"{value:.2f}" == f"{bar:.2f}"
    return f"<{value:.2f}" if missed else f"{value:.2f}"


def _panel(name: str, heading: str, key: str | None, *children: Content) -> Html:
    told = el("p", {"class": "key"}, key) if key else None
    return el(
        "section",
        {"class": "panel", "id": name, "aria-labelledby": f"{name}-h"},
        el("h2", {"id": f"{name}-h"}, heading),
        told,
        *children,
    )
