"""`truceline feeds`: folders, web feeds and mailboxes, read into proposed claims."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from truceline.case.folder import Case
from truceline.cli.console import data, note, show
from truceline.cli.failure import visible
from truceline.cli.feed_documents import FeedShown, FeedsListed
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.layout import counted, table
from truceline.errors import CheckFailed
from truceline.extras import require_extra
from truceline.feeds.polling import Feeds
from truceline.feeds.settings import read_settings
from truceline.feeds.standing import Standing


@click.group("feeds", subcommand_metavar="check|poll|list|show", options_metavar="")
@case_argument
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Read the feeds of CASE (`feeds.yaml`) into proposed claims; nothing counts before it is accepted."""
    ctx.obj = folder


@command.command("check")
@click.pass_obj
def check(folder: Path) -> None:
    """Check `feeds.yaml`; nothing is asked."""
    note(f"{counted(len(read_settings(folder).feeds), 'feed')}, nothing is wrong with the file")


@command.command("poll")
@click.option("--feed", "names", metavar="ID", multiple=True, help="Only this feed; repeatable.")
@click.option("--due", is_flag=True, help="Only those whose time has come: for a timer.")
@click.pass_obj
def poll(folder: Path, *, names: tuple[str, ...], due: bool) -> None:
    """Ask the feeds now, and take in what is new. Exit code 1 where one could not be read."""
    require_extra("server", "truceline feeds", ("feedparser", "httpx"))
    feeds = Feeds(Case.open(folder))
    settings = feeds.settings
    wanted = [settings.feed(name) for name in names] or settings.feeds
    sheet = table("Feed", "New", "Seen again", "Claims", "Trouble", right=("New", "Seen again", "Claims"))
    troubled = 0
    for feed in wanted:
        done = feeds.poll_due(feed) if due else feeds.poll(feed)
        if done is None:
            continue
        troubled += bool(done.trouble)
        sheet.add_row(feed.id, f"{done.documents}", f"{done.again}", f"{done.claims}", visible(done.trouble))
    show(sheet)
    if troubled:
        raise CheckFailed(f"{counted(troubled, 'feed')} had trouble")


@command.command("list")
@format_option("table", "json")
@click.pass_obj
def list_(folder: Path, layout: str) -> None:
    """List the feeds: how each stands, and when it last said something."""
    found = Feeds(Case.open(folder)).standings()
    if layout == "json":
        data(FeedsListed(feeds=tuple(map(_shown, found))))
    else:
        show(_sheet(found))


@command.command("show")
@click.argument("name", metavar="FEED")
@click.pass_obj
def show_(folder: Path, name: str) -> None:
    """Show what one feed brought, the latest first, and where else each text was seen."""
    feeds = Feeds(Case.open(folder))
    feeds.settings.feed(name)
    seen = feeds.store.sightings()
    others = {
        text.digest: sorted({one.feed for one, of in seen if of.digest == text.digest}) for _, text in seen
    }
    sheet = table("Day", "Text", "Document", "Seen in")
    for sighting, text in seen:
        if sighting.feed == name:
            became = (text.document or "")[:12] or text.trouble
            where = ", ".join(others[text.digest])
            sheet.add_row(f"{sighting.day:%Y-%m-%d}", visible(text.name), visible(became), where)
    show(sheet)


def _shown(one: Standing) -> FeedShown:
    return FeedShown(
        id=one.feed.id,
        kind=one.feed.kind,
        source=one.feed.told_by,
        standing=one.standing,
        told=one.told,
        last_word=one.last_word,
        last_read=one.last_read,
        texts=one.texts,
    )


def _sheet(found: tuple[Standing, ...]) -> Table:
    sheet = table("Feed", "Kind", "Stands", "Last word", "Texts", "Why", right=("Texts",))
    for one in found:
        last = f"{one.last_word:%Y-%m-%d}" if one.last_word else "never"
        sheet.add_row(one.feed.id, one.feed.kind, one.standing.value, last, f"{one.texts}", visible(one.told))
    return sheet
