"""Replies as moderators read them; no sheet has room for an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from truceline.cli.failure import visible
from truceline.cli.replies_documents import MentionLooked
from truceline.cli.sheets.layout import faint, heading, table
from truceline.replies.mentions import Announcement
from truceline.replies.reply import Handled, Reply

_MOMENT = "%Y-%m-%d %H:%M UTC"
_DAY = "%Y-%m-%d"
_BEGINS = 40


def reply_list(replies: Iterable[Reply]) -> Table:
    """One line for each reply, in the order they came."""
    sheet = table("Reply", "Received", "State", "Page", "Name", "Begins")
    for reply in replies:
        state = reply.state.value + (f", {reply.mandate.party}" if reply.mandate else "")
        begins = " ".join(reply.text.split())
        short = begins if len(begins) <= _BEGINS else begins[:_BEGINS].rstrip() + " ..."
        page = reply.page.removesuffix("index.html") or "/"
        cells = (reply.id, f"{reply.received_at:{_DAY}}", state, page, reply.name, short)
        sheet.add_row(*map(visible, cells))
    return sheet


def reply_sheet(reply: Reply) -> Iterator[RenderableType]:
    """One reply whole, with all that was done with it."""
    facts = table("", "")
    facts.show_header = False
    for name, value in _facts(reply).items():
        facts.add_row(Text(name, style="dim"), visible(value))
    yield facts
    yield Text("")
    for line in reply.text.split("\n"):
        yield Text(visible(line))
    yield heading("History")
    for step in reply.steps:
        why = f": {step.why}" if step.why else ""
        yield faint(visible(f"{step.at:{_MOMENT}} {step.handled.value.replace('_', ' ')} by {step.by}{why}"))
        if step.words and step.handled is Handled.ANSWERED:
            yield from (Text(visible(f"    {line}")) for line in step.words.split("\n"))
        elif step.words:
            yield Text(visible(f"    claim {step.words[:12]}"))


def mention_list(looked: Iterable[MentionLooked]) -> Table:
    """One line for each mention that was looked at."""
    sheet = table("Source", "Page", "State", "Told")
    for one in looked:
        sheet.add_row(*map(visible, (one.source, one.page, one.state, one.told)))
    return sheet


def announcement_list(announced: Iterable[Announcement]) -> Table:
    """One line for each page that ours links to."""
    sheet = table("Page", "By", "State", "Told")
    for one in announced:
        via = one.via.value if one.via else "-"
        sheet.add_row(*map(visible, (one.target, via, one.state.replace("_", " "), one.told)))
    return sheet


def _facts(reply: Reply) -> dict[str, str]:
    facts = {
        "reply": reply.id,
        "to": reply.page,
        "name": reply.name,
        "received": f"{reply.received_at:{_MOMENT}}, {reply.via.value}",
        "state": reply.state.value,
    }
    if reply.source:
        facts["stands on"] = reply.source
    if reply.mandate:
        facts["speaks for"] = f"{reply.mandate.party} ({reply.mandate.basis})"
    return facts
