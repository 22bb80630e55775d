"""`truceline replies CASE accept|refuse|spam|answer|claim|add|address`: what people do with replies."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from truceline.case.reviewing import Desk
from truceline.cli.console import note, raw
from truceline.cli.deciding import by_option, login
from truceline.cli.key_files import asked
from truceline.errors import InputError, Problem
from truceline.evidence.acts import Act
from truceline.evidence.claim import Modality, Status
from truceline.ledger.keys import is_closed
from truceline.replies.claiming import Stated, claim_of
from truceline.replies.desk import ReplyDesk

reply_argument = click.argument("name", metavar="REPLY")
replies_argument = click.argument("names", metavar="REPLY...", nargs=-1, required=True)
why_option = click.option("--why", default="", help="The reason, kept with the decision; never public.")
reason_option = click.option("--why", required=True, help="The reason, kept with the decision; never public.")
key_option = click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The key file that addresses were sealed for (`truceline keys new`); not in the case's folder.",
)


def desk_of(folder: Path) -> ReplyDesk:
    """The desk of a case's folder."""
    return ReplyDesk(folder)


def passphrase_of(key: Path) -> str | None:
    """The passphrase of a key file that has one."""
    return asked(key.name) if key.is_file() and is_closed(key) else None


@click.command("accept")
@reply_argument
@click.option(
    "--party", metavar="ID", help="The party of the agreement whose word it is: shown with equal weight."
)
@click.option("--basis", help="With --party: how that is known. Public: name nobody who must not be named.")
@why_option
@by_option
@click.pass_obj
def accept(
    folder: Path, name: str, *, party: str | None, basis: str | None, why: str, by: str | None
) -> None:
    """Show a reply to the public, perhaps as the word of a party."""
    who = by or login()
    reply = desk_of(folder).show(name, who, why, party, basis)
    spoken = f" as the word of {reply.mandate.party}" if reply.mandate else ""
    note(f"{reply.id} shown{spoken} by {who}")


@click.command("refuse")
@replies_argument
@reason_option
@by_option
@click.pass_obj
def refuse(folder: Path, names: tuple[str, ...], *, why: str, by: str | None) -> None:
    """Keep replies from the public, or take them back."""
    who = by or login()
    desk = desk_of(folder)
    for reply in [desk.store.get(name) for name in names]:
        note(f"{desk.refuse(reply.id, who, why).id} refused by {who}")


@click.command("spam")
@replies_argument
@why_option
@by_option
@click.pass_obj
def spam(folder: Path, names: tuple[str, ...], *, why: str, by: str | None) -> None:
    """Put replies among the spam."""
    who = by or login()
    desk = desk_of(folder)
    for reply in [desk.store.get(name) for name in names]:
        note(f"{desk.mark_spam(reply.id, who, why).id} is spam by {who}")


@click.command("answer")
@reply_argument
@click.argument("text", metavar="TEXT|-")
@by_option
@click.pass_obj
def answer(folder: Path, name: str, text: str, *, by: str | None) -> None:
    """Answer a shown reply, in public beneath it; `-` reads the answer from stdin."""
    who = by or login()
    words = _text_of(Path(text)) if text == "-" else text
    note(f"{desk_of(folder).answer(name, words, who).id} answered by {who}")


@click.command(
    "claim", epilog="FIELD=VALUE: as `truceline claims CASE edit` takes them (norms, what, where, ...)."
)
@reply_argument
@click.argument("changes", metavar="[FIELD=VALUE]...", nargs=-1)
@click.option(
    "--act",
    required=True,
    type=click.Choice([act.value for act in Act]),
    metavar="ACT",
    help="What is stated.",
)
@click.option(
    "--modality",
    type=click.Choice([modality.value for modality in Modality]),
    default=Modality.ASSERTED.value,
    show_default=True,
    help="How it is said.",
)
@click.option(
    "--quote", default="", metavar="WORDS", help="The words that say it [default: the whole reply]."
)
@click.option(
    "--accept", "accepted", is_flag=True, help="Accept the claim at once [default: it is proposed]."
)
@click.option("--why", default="", help="The reason, kept with the decision.")
@by_option
@click.pass_obj
def claim(
    folder: Path,
    name: str,
    changes: tuple[str, ...],
    *,
    act: str,
    modality: str,
    quote: str,
    accepted: bool,
    why: str,
    by: str | None,
) -> None:
    """Make a claim of a party's reply: a statement of that party, resting on the reply's own words."""
    who = by or login()
    desk = desk_of(folder)
    made = claim_of(desk, name, Stated(Act(act), Modality(modality), quote, changes), who)
    if accepted:
        Desk(desk.case, who).decide([made], Status.ACCEPTED, why)
    standing = "accepted" if accepted else "proposed"
    note(f"{made.name} {standing} by {who}: {made.says}")


@click.command("add")
@click.argument("page", metavar="PAGE")
@click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path))
@click.option("--name", "who", required=True, help="Name or pen name, as it is to be shown.")
@click.pass_obj
def add(folder: Path, page: str, file: Path, *, who: str) -> None:
    """Enter a reply that came another way, in a letter perhaps; it is held like any other."""
    desk = desk_of(folder)
    raw(desk.add(desk.page(page, is_built=True), who, _text_of(file)) + "\n")


@click.command("address")
@reply_argument
@key_option
@reason_option
@by_option
@click.pass_obj
def address(folder: Path, name: str, *, key: Path, why: str, by: str | None) -> None:
    """Show the e-mail address of whoever sent a reply. That you looked, and why, is kept with the reply."""
    desk = desk_of(folder)
    if not key.is_file():
        raise InputError(Problem(str(key), 0, "key", "there is no such file"))
    raw(desk.mailbox(name, key, passphrase_of(key), by or login(), why) + "\n")


@click.command("forget")
@reply_argument
@reason_option
@by_option
@click.pass_obj
def forget(folder: Path, name: str, *, why: str, by: str | None) -> None:
    """Take the name, words and address of a reply out for good; its history stays."""
    who = by or login()
    done = desk_of(folder).forget(name, who, why)
    note(f"{name} forgotten by {who}")
    for claim_id in done.claims:
        note(f"claim {claim_id[:12]} rests on its words and stays in the ledger")
    if done.in_the_way:
        note(f"traces are left in the files of the replies: {done.in_the_way}")


def _text_of(file: Path) -> str:
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return content.decode()
    except OSError as error:
        raise InputError(Problem(str(file), 0, "", f"it cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError:
        raise InputError(Problem(str(file), 0, "", "it is not UTF-8; save it as UTF-8")) from None


COMMANDS = (accept, refuse, spam, answer, claim, add, address, forget)
