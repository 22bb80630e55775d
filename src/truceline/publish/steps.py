"""The steps of a proof: what was asked, the answer, what it rests on, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from truceline.assess.result import Cited, ProofNode, SetAside
from truceline.publish.chips import VERDICTS, chip, strength_bar
from truceline.publish.cited import MOST_ASIDE, Citations
from truceline.publish.markup import Html, el, join
from truceline.publish.words import capital, counted


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where on the page a step is told in full."""

    anchor: str
    words: str

    def html(self) -> Html:
        """A link, or bare words where the step is told close by."""
        return el("a", {"href": f"#{self.anchor}"}, self.words) if self.anchor else el("span", {}, self.words)


_ABOVE = Pointer("", "As told above.")

Told = dict[str, Pointer]
"""A step as JSON -> where it is told; grows while a proof is written."""


@dataclass(frozen=True)
class Steps:
    """Writes steps, each once: a step told elsewhere is only pointed to."""

    citations: Citations

    def say(self, sentence: str) -> str:
        """One of the engine's sentences with names for ids."""
        return self.citations.wording.told(sentence)

    def node(self, node: ProofNode, told: Told) -> Html:
        """One step of a proof with the steps under it; what is told elsewhere is only pointed to."""
        key = node.model_dump_json()
        head = el(
            "p", {"class": "step"}, chip(VERDICTS[node.verdict]), " ",
            el("span", {"dir": "auto"}, self.say(node.statement)), " ", el("code", {}, node.check),
        )  # fmt: skip
        if (place := told.get(key)) and _is_long(node):
            return el("div", {"class": "node"}, head, el("p", {"class": "meta"}, place.html()))
        told[key] = _ABOVE
        cites = (
            self.citations.several("For", node.supporting, "for"),
            self.citations.several("Against", node.opposing, "against"),
            self._aside(node.set_aside),
        )
        inner = [el("li", {}, self.node(part, told)) for part in node.parts]
        return el(
            "div", {"class": "node"}, head, strength_bar(node.support, node.opposition, node.standard),
            lines(None, map(self.say, node.notes), "notes"), cites,
            lines("Would settle it", map(self.say, node.would_change), "change"),
            el("ul", {"class": "tree"}, inner) if inner else None,
        )  # fmt: skip

    def _aside(self, aside: Sequence[SetAside]) -> Html | None:
        if not aside:
            return None
        reasons: dict[str, list[Cited]] = {}
        for one in aside:
            reasons.setdefault(one.reason, []).append(one.claim)
        items = [
            el(
                "li",
                {},
                el("p", {"class": "reason"}, el("b", {}, self._reason(reason))),
                self._briefly(cited),
            )
            for reason, cited in reasons.items()
        ]
        summary = el("summary", {}, f"Set aside ({len(aside)}), and why")
        return el("details", {"class": "cites aside"}, summary, el("ul", {}, items))

    def _reason(self, reason: str) -> str:
        return capital(self.say(reason))

    def _briefly(self, cited: Sequence[Cited]) -> Html:
        items = [el("p", {"class": "brief"}, self.citations.brief(one)) for one in cited[:MOST_ASIDE]]
        rest = len(cited) - MOST_ASIDE
        more = [el("p", {"class": "quiet"}, f"and {counted(rest, 'more claim')}")] if rest > 0 else []
        return join([*items, *more])


def _is_long(node: ProofNode) -> bool:
    return bool(node.parts or node.supporting or node.opposing or node.set_aside)


def lines(heading: str | None, told: Iterable[str], tone: str) -> Html | None:
    """Plain remarks as a list under a heading; None when there are none."""
    points = [el("li", {"dir": "auto"}, line) for line in told]
    if not points:
        return None
    items = el("ul", {}, points)
    return el("div", {"class": f"lines {tone}"}, el("h4", {}, heading) if heading else None, items)
