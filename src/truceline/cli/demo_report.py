"""The part of `truceline demo` that reads a report: what it proposes, what is decided, what changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from truceline.assess.result import Assessment, Cited, NormStatus, PartStatus, ProofNode
from truceline.case.bundles import REPORTS
from truceline.case.reading import keep, read_report
from truceline.case.reviewing import Change, Desk, effect_of_reading
from truceline.cli.demo_plan import Report, Review
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint, table
from truceline.cli.sheets.modality import manner
from truceline.core.frame import Frame
from truceline.errors import CaseError, Problem
from truceline.evidence.claim import Claim, Status

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.reading.reader import Reading

REVIEWER = "demo"
_TAKEN_OUT = "the report itself is read instead"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A proposed claim, the decision on it, and the claim that counts now, if one does."""

    review: Review
    proposed: Claim
    counted: Claim | None


@dataclass(frozen=True, slots=True)
class Story:
    """A report from its words to a changed status."""

    report: Report
    reading: Reading
    reviewed: tuple[Reviewed, ...]
    before: Assessment
    after: Assessment
    page: str


def read_and_review(case: Case, report: Report) -> Story:
    """Read, keep, decide; the case is changed, so it must be one that nobody needs.

    Raises CaseError where the reader proposes no such claim as the plan decides on.
    """
    from truceline.publish.marked import marked_page  # noqa: PLC0415 - shared with no other part of the demo

    desk = Desk(case, REVIEWER)
    typed = [claim for claim in case.ledger.claims() if claim.label in report.without]
    desk.decide(typed, Status.WITHDRAWN, _TAKEN_OUT)
    frame = Frame(as_of=report.as_of)
    before = case.assess(frame)
    file = case.folder / REPORTS / report.file
    content = file.read_bytes()
    reading = read_report(case, content, file.name)
    page = marked_page(case.agreement, reading, effect_of_reading(case, reading))
    keep(case, reading, content)
    reviewed = tuple(_decided(desk, reading, review, file) for review in report.reviews)
    return Story(report, reading, reviewed, before, case.assess(frame), page)


def _decided(desk: Desk, reading: Reading, review: Review, file: Path) -> Reviewed:
    claim = next((one for one in reading.claims if _is_meant(one, review)), None)
    if claim is None:
        message = f"no claim ({review.act}) is read from '{review.words}'"
        raise CaseError(Problem(str(file), 0, "reviews", message))
    if review.decision == "reject":
        desk.decide([claim], Status.REJECTED, review.why)
        return Reviewed(review, claim, None)
    if review.changes:
        return Reviewed(review, claim, desk.edit(claim, review.changes, review.why))
    desk.decide([claim], Status.ACCEPTED, review.why)
    return Reviewed(review, claim, claim)


def _is_meant(claim: Claim, review: Review) -> bool:
    return claim.act is review.act and review.words in " ".join((claim.evidence.quote or "").split())


def story_sheet(story: Story) -> Iterator[RenderableType]:
    """The sentences decided on, how each is told, the decision; then statuses before and after."""
    # Not at the top: a demonstration without a report needs no reader.
    from truceline.cli.sheets.reading import marked, summary  # noqa: PLC0415

    document = story.reading.document
    published = f", published {words.day(document.published_on)}" if document.published_on else ""
    yield faint(visible(f"{document.name}{published}. {story.report.caption}"))
    for one in story.reviewed:
        start = one.proposed.evidence.span[0] if one.proposed.evidence.span else 0
        yield Padding(marked(one.proposed.evidence.quote or "", start, [one.proposed]), (1, 0, 0, 0))
        yield Padding(_told(one.proposed), (0, 0, 0, 2))
        yield Padding(_decision(one.review), (0, 0, 0, 2))
    left = len(story.reading.claims) - len(story.reviewed)
    yield faint(f"\n{summary(story.reading.claims)} {left} stay proposed and count for nothing.\n")
    yield from _statuses(story)


def _told(claim: Claim) -> Text:
    norms = words.listed(claim.bears_on, none="no norm")
    return Text.assemble(
        words.plain(claim.event or claim.act.value), ": ", manner(claim), f"; bears on {norms}"
    )


def _decision(review: Review) -> Text:
    if review.decision == "reject":
        return Text.assemble(("rejected", "bold red"), f": {review.why}")
    corrected = f" with {', '.join(review.changes)}" if review.changes else ""
    return Text.assemble(("accepted", "bold green"), f"{corrected}: {review.why}")


def _statuses(story: Story) -> Iterator[RenderableType]:
    day = words.day(story.report.as_of)
    sheet = table(f"As of {day}", "Before", "After")
    for change in _changes(story.before, story.after):
        name = f"  {change.part}" if change.part else change.norm
        sheet.add_row(name, _answer(change.before), _answer(change.after))
    yield sheet
    for claim, cited in _grounds(story):
        span = claim.evidence.span or (0, 0)
        where = f"{story.reading.document.name}, characters {span[0]} to {span[1]}"
        quote = " ".join((claim.evidence.quote or "").split())
        yield Text(visible(f'{story.report.norm} rests on "{quote}"'))
        source = f"{cited.source} (family {cited.family}, grade {cited.grade})"
        yield faint(visible(f"  {where}; {source}, counts {cited.weight:.2f}"))


def _changes(before: Assessment, after: Assessment) -> Iterator[Change]:
    for old, new in zip(before.norms, after.norms, strict=True):
        found = [Change(old.norm, None, old, new)]
        if len(old.parts) > 1:
            pairs = zip(old.parts, new.parts, strict=True)
            found += [Change(old.norm, was.part, was, is_now) for was, is_now in pairs]
        yield from (change for change in found if change.is_change)


def _answer(status: NormStatus | PartStatus) -> Text:
    return words.standing(status.standing) + Text(f" {words.share(status.degree)}", style="dim")


def _grounds(story: Story) -> Iterator[tuple[Claim, Cited]]:
    """The accepted claims that the status rests on, as its proof cites them."""
    cited = {one.claim_id: one for one in _cited(story.after.status(story.report.norm).proof)}
    for one in story.reviewed:
        if one.counted is not None and one.counted.claim_id in cited:
            yield one.counted, cited[one.counted.claim_id]


def _cited(node: ProofNode) -> Iterator[Cited]:
    yield from (*node.supporting, *node.opposing)
    for part in node.parts:
        yield from _cited(part)
