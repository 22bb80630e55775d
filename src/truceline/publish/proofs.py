"""Every status opens into its proof: rule, verdict, claims for and against, what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.agreement.model import Agreement
from truceline.agreement.norms import Duty
from truceline.assess.result import NormStatus, PartStatus
from truceline.publish.chips import SUPPOSED, chip, degree_bar, pace_words, phase_words, standing_chip
from truceline.publish.cited import Citations
from truceline.publish.markup import Html, el, join, slug
from truceline.publish.matrix import conditions
from truceline.publish.steps import Pointer, Steps, Told, lines
from truceline.publish.views import View, gather, shown
from truceline.publish.words import capital, day, party_name, party_names, plain

Variant = tuple[NormStatus, tuple[int, ...]]
"""A status and the views that have it."""


@dataclass(frozen=True)
class Proofs:
    """The proofs of every norm in every view, each different one written once."""

    agreement: Agreement
    steps: Steps
    variants: tuple[Variant, ...]

    @classmethod
    def of(cls, agreement: Agreement, views: Sequence[View], citations: Citations) -> Proofs:
        """Gather equal statuses; the norms keep the order of the text."""
        found = [(view.index, status) for view in views for status in view.assessment.norms]
        order = {norm: place for place, norm in enumerate(dict.fromkeys(status.norm for _, status in found))}
        variants = gather(found, key=lambda status: status.model_dump_json())
        return cls(agreement, Steps(citations), tuple(sorted(variants, key=lambda pair: order[pair[0].norm])))

    @property
    def anchors(self) -> dict[tuple[int, str], str]:
        """(view, norm) -> id of its proof."""
        return {
            (index, status.norm): _anchor(status, seen) for status, seen in self.variants for index in seen
        }

    def html(self) -> Html:
        """All of them, each a `<details>` shown in its views."""
        return join(self._one(status, seen) for status, seen in self.variants)

    def _one(self, status: NormStatus, seen: tuple[int, ...]) -> Html:
        anchor, told = _anchor(status, seen), self._elsewhere(status, seen)
        title = el(
            "span",
            {"class": "title", "dir": "auto"},
            self.steps.citations.wording.title(status.norm, status.title),
        )
        summary = el("summary", {}, title, standing_chip(status.standing), degree_bar(status.degree))
        body = el(
            "div",
            {"class": "proof", "id": anchor},
            self._law(status),
            self._conclusion(status),
            self._parts(status, anchor, told),
            self._whole(status, told),
            lines("What would change it", self._changes(status), "change"),
            lines("Remarks", map(self.steps.say, status.marks), "marks"),
        )
        return el("details", {"class": shown(seen)}, summary, body)

    def _elsewhere(self, status: NormStatus, seen: tuple[int, ...]) -> Told:
        """The proofs of other norms that stand on the page in all of these views."""
        found: Told = {}
        for other, views in self.variants:
            if other.norm != status.norm and set(seen) <= set(views):
                title = self.steps.citations.wording.title(other.norm, other.title)
                found[other.proof.model_dump_json()] = Pointer(
                    _anchor(other, views), f"See the proof of: {title}"
                )
        return found

    def _law(self, status: NormStatus) -> Html:
        provision = self.agreement.provision_of.get(status.norm)
        bearers = party_names(self.agreement, status.bearers, "nobody in particular")
        norm = self.agreement.norms.get(status.norm)
        doubt = f" ({norm.bearer_basis})" if isinstance(norm, Duty) and norm.bearer_basis != "stated" else ""
        answer = party_names(self.agreement, status.answerable, "") if status.answerable else ""
        place = f"{status.instrument}, paragraph {status.para} ({status.authority})"
        facts = [
            ("In our words", provision.says if provision else status.title),
            ("Stands in", place),
            ("Owed by", bearers + doubt),
            ("Answerable for a breach", answer),
            ("Life", self.steps.say(_life(status))),
            ("Note", norm.note if norm else None),
        ]
        return el(
            "dl", {}, *([el("dt", {}, name), el("dd", {"dir": "auto"}, told)] for name, told in facts if told)
        )

    def _conclusion(self, status: NormStatus) -> Html:
        mark = chip(SUPPOSED, "Rests on a hypothetical claim") if status.supposed else None
        words = (el("p", {"class": "told"}, one) for one in conditions(self.agreement, status))
        shown_how = f" {plain(status.performance.value)}, "
        return el(
            "div",
            {"class": "conclusion"},
            el(
                "p",
                {},
                standing_chip(status.standing),
                mark,
                shown_how,
                degree_bar(status.degree),
                " ",
                pace_words(status.pace),
            ),
            words,
        )

    def _changes(self, status: NormStatus) -> list[str]:
        """What would change it, unless the only step has just said so."""
        said = status.parts[0].proof.would_change if len(status.parts) == 1 else ()
        return [] if set(status.would_change) <= set(said) else list(map(self.steps.say, status.would_change))

    def _parts(self, status: NormStatus, anchor: str, told: Told) -> Html | None:
        if len(status.parts) == 1 and status.parts[0].party is None:
            return el(
                "section",
                {"class": "part", "id": f"{anchor}-0"},
                self.steps.node(status.parts[0].proof, told),
            )
        parts = [self._part(part, f"{anchor}-{place}", told) for place, part in enumerate(status.parts)]
        return el("div", {"class": "parts"}, el("h3", {}, "Part by part"), parts) if parts else None

    def _part(self, part: PartStatus, anchor: str, told: Told) -> Html:
        name = party_name(self.agreement, part.party) if part.party else ""
        own = [] if part.part == part.party else [self.steps.say(part.part)]
        label = capital(", ".join([*([name] if name else []), *own]))
        head = el("h3", {"dir": "auto"}, label, standing_chip(part.standing), degree_bar(part.degree))
        return el("section", {"class": "part", "id": anchor}, head, self.steps.node(part.proof, told))

    def _whole(self, status: NormStatus, told: Told) -> Html | None:
        """What the parts do not tell: rules that moved the deadline, and how the parts combine."""
        own = {part.proof.model_dump_json() for part in status.parts}
        rest = [part for part in status.proof.parts if part.model_dump_json() not in own]
        if status.parts and not rest:
            return lines(None, map(self.steps.say, status.proof.notes), "notes")
        if not status.parts:
            return self.steps.node(status.proof, told)
        return join(
            [
                el("h3", {}, "What else it rests on"),
                lines(None, map(self.steps.say, status.proof.notes), "notes"),
                *(self.steps.node(part, told) for part in rest),
            ]
        )


def _anchor(status: NormStatus, seen: tuple[int, ...]) -> str:
    return f"p{seen[0]}-{slug(status.norm)}"


def _life(status: NormStatus) -> str:
    dues = (
        f"{'due' if due.certain else 'perhaps due'} by the end of {day(due.by)} ({due.source})"
        for due in status.due
    )
    start = [f"from {day(status.starts)}"] if status.starts else []
    end = [f"until {day(status.until)}"] if status.until else []
    return "; ".join((phase_words(status), *start, *end, *dues))
