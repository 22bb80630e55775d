"""Claims and issues as people read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table
from rich.text import Text

from truceline.agreement.model import Agreement
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import heading, table
from truceline.evidence.claim import Claim, Evidence, Status
from truceline.evidence.issue import Issue

_COLOURS = {
    Status.PROPOSED: "yellow",
    Status.REJECTED: "dim",
    Status.SUPERSEDED: "dim",
    Status.WITHDRAWN: "dim",
}
ID_DIGITS = 12


def claim_list(claims: Iterable[Claim]) -> Table:
    """One line for each claim: what, when, who says so, how sure, and where it stands in review."""
    sheet = table("Claim", "Days", "Says", "Source", "Status")
    for claim in claims:
        sheet.add_row(
            visible(claim.name),
            words.days(claim.time.start, claim.time.end).replace("/", "/\n"),
            visible(claim.says) or words.plain(claim.act.value),
            f"{visible(claim.source.id)} {_grades(claim)}",
            Text(claim.status.value, style=_COLOURS.get(claim.status, "")),
        )
    return sheet


def claim_sheet(claim: Claim, agreement: Agreement) -> Table:
    """Everything a person asks about one claim, a line each; what is not given is left out."""
    sheet = table("", "", gap=2)
    sheet.show_header = False
    for field, value in _lines(claim, agreement):
        if value:
            sheet.add_row(Text(field, style="dim"), visible(value))
    return sheet


def issue_sheet(issues: Sequence[Issue]) -> Iterator[Table | Text]:
    """The issues counted by kind, then row by row."""
    counts = Counter((issue.kind, issue.effect) for issue in issues)
    summary = table("Kind", "Effect", "Rows", right=("Rows",))
    for (kind, effect), number in sorted(counts.items()):
        summary.add_row(visible(kind), effect, str(number))
    yield summary
    yield heading("Row by row")
    rows = table("File", "Row", "Kind", "Field", "What is wrong", right=("Row",))
    for issue in issues:
        row = str(issue.row) if issue.row else "all"
        rows.add_row(*map(visible, (issue.file, row, issue.kind, issue.field, issue.message)))
    yield rows


def _lines(claim: Claim, agreement: Agreement) -> Iterator[tuple[str, str]]:
    yield "claim", claim.name
    yield "id", claim.claim_id
    yield "says", claim.says
    yield "what", f"{claim.kind.value}: {words.plain(claim.event or claim.act.value)}"
    yield "how said", _manner(claim)
    yield "by", words.listed((a.party or a.text for a in claim.actor), none="")
    yield "attribution", claim.attribution_grade.value if claim.actor else ""
    yield "on", words.listed((a.party or a.text for a in claim.target), none="")
    yield "object", (claim.object.term or claim.object.text) if claim.object else ""
    yield "where", "; ".join(_place(claim))
    yield "when", words.days(claim.time.start, claim.time.end)
    yield "quantity", "; ".join(_quantities(claim))
    yield "source", f"{claim.source.id} (family {claim.source.family}), graded {_grades(claim)}"
    yield "published", claim.published_on.isoformat() if claim.published_on else ""
    yield "known since", words.moment(claim.recorded_at, agreement) if claim.recorded_at else ""
    yield "rests on", rests_on(claim.evidence)
    yield "read by", claim.made_by.reader if claim.made_by else ""
    yield "why", "; ".join(claim.made_by.rules) if claim.made_by else ""
    yield "bears on", words.listed(claim.bears_on, none="")
    yield "corrects", (claim.supersedes or "")[:ID_DIGITS]
    yield "licence", claim.licence or ""
    yield "status", claim.status.value + (f", by {claim.decided_by}" if claim.decided_by else "")


def rests_on(evidence: Evidence) -> str:
    """The quote, the row of the file, or the citation."""
    if evidence.file:
        return f"file {evidence.file[:ID_DIGITS]}, row {evidence.row}"
    if evidence.quote:
        return f"'{evidence.quote}'"
    return evidence.cite or (f"document {evidence.document[:ID_DIGITS]}" if evidence.document else "")


def _grades(claim: Claim) -> str:
    return f"{claim.source.reliability}{claim.source.credibility}"


def _manner(claim: Claim) -> str:
    denied = "denied" if claim.polarity == "negative" else "affirmed"
    return f"{words.plain(claim.modality.value)}, {denied}, {words.plain(claim.aspect)}"


def _place(claim: Claim) -> Iterator[str]:
    for place in claim.place:
        parts = [place.text or place.zone or "", place.adm1 or ""]
        if place.is_point:
            parts.append(f"{place.lat:.4f}, {place.lon:.4f}")
        if place.precision:
            parts.append(f"precision {place.precision}")
        yield ", ".join(part for part in parts if part)


def _quantities(claim: Claim) -> Iterator[str]:
    for quantity in claim.quantity:
        what = " ".join(word for word in (quantity.unit, quantity.of) if word)
        yield f"{words.figures((quantity.low, quantity.best, quantity.high))} {what}".strip()
    if claim.casualties and claim.casualties.killed:
        toll = claim.casualties.killed
        yield f"{words.figures((toll.low, toll.best, toll.high))} killed"
