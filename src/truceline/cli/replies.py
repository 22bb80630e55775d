"""`truceline replies`: what readers answer to the public pages, and the desk where people decide on it."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli.console import data, show
from truceline.cli.options import case_argument, format_option
from truceline.cli.output import written
from truceline.cli.replies_deciding import COMMANDS as DECIDING
from truceline.cli.replies_documents import RepliesListed
from truceline.cli.replies_web import COMMANDS as WEB
from truceline.cli.sheets.layout import counted, faint
from truceline.cli.sheets.replies import reply_list, reply_sheet
from truceline.replies.desk import ReplyDesk
from truceline.replies.reply import ReplyState

page_option = click.option(
    "--page", metavar="PAGE", help="Only replies to this page: its path or its address."
)


@click.group(
    "replies",
    subcommand_metavar=(
        "setup|serve|list|show|accept|refuse|spam|answer|claim|export|add|address|forget|fetch|announce|bring"
    ),
    options_metavar="",
)
@case_argument
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Take in what readers answer to the public pages of CASE, decide on it, show it.

    Nothing is public before a person accepts it. E-mail addresses are sealed as they come and stand in no
    output but that of `address`.
    """
    ctx.obj = folder


@command.command("list")
@click.option(
    "--state", type=click.Choice([state.value for state in ReplyState]), help="Only replies that stand so."
)
@page_option
@format_option("table", "json")
@click.pass_obj
def list_(folder: Path, *, state: str | None, page: str | None, layout: str) -> None:
    """List replies, in the order they came."""
    desk = ReplyDesk(folder)
    wanted = ReplyState(state) if state else None
    replies = desk.store.listed(wanted, desk.page(page) if page else None)
    if layout == "json":
        data(RepliesListed(replies=replies))
        return
    held = sum(reply.state is ReplyState.HELD for reply in replies)
    show(reply_list(replies), faint(f"\n{counted(len(replies), 'reply', 'replies')}, {held} held."))


@command.command("show")
@click.argument("name", metavar="REPLY")
@format_option("table", "json")
@click.pass_obj
def show_(folder: Path, name: str, layout: str) -> None:
    """Show one reply whole, with all that was done with it."""
    reply = ReplyDesk(folder).store.get(name)
    if layout == "json":
        data(reply)
    else:
        show(*reply_sheet(reply))


@command.command("export")
@page_option
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write there and not to stdout.")
@click.pass_obj
def export(folder: Path, *, page: str | None, out: Path | None) -> None:
    """Print what the public sees of the replies, as JSON: those shown, those of parties first."""
    desk = ReplyDesk(folder)
    shown = desk.shown(desk.page(page) if page else None)
    if out is None:
        data(shown)
    else:
        written(out, shown.model_dump_json(indent=2) + "\n")


for _command in (*DECIDING, *WEB):
    command.add_command(_command)
