"""`truceline replies CASE setup|bring|serve|fetch|announce`: what has to do with the web."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.case.folder import Case
from truceline.cli.console import busy, data, note, show
from truceline.cli.options import format_option
from truceline.cli.replies_deciding import desk_of, key_option, passphrase_of
from truceline.cli.replies_documents import Announced, MentionLooked, MentionsLooked
from truceline.cli.sheets.layout import counted
from truceline.errors import InputError, Problem
from truceline.extras import require_extra
from truceline.replies.bringing import bring as bring_along
from truceline.replies.desk import set_up
from truceline.replies.mentions import Announcement, Mentions
from truceline.replies.settings import NAME

if TYPE_CHECKING:
    from truceline.replies.desk import ReplyDesk
    from truceline.replies.outgoing import Outgoing

_ASKING = ("defusedxml", "httpx", "lxml")
_SERVING = ("defusedxml", "python_multipart", "starlette", "uvicorn")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("setup")
@key_option
@click.option("--site", required=True, metavar="URL", help="Where the public pages stand.")
@click.option(
    "--address", required=True, metavar="URL", help="Where replies are taken in, as browsers see it."
)
@click.option(
    "--pages", metavar="DIR", help="The built site's folder, from the case's: only its pages are answered."
)
@click.pass_obj
def setup(folder: Path, *, key: Path, site: str, address: str, pages: str | None) -> None:
    """Let a case take replies: settings to read and change, and an empty store."""
    if not key.is_file():
        raise InputError(Problem(str(key), 0, "key", "there is no such file"))
    set_up(Case.open(folder), key, passphrase_of(key), site=site, address=address, pages=pages)
    note(f"written to {folder / NAME}; next: truceline replies {folder} serve")


@click.command("bring")
@click.argument("place", metavar="PLACE")
@click.pass_obj
def bring(folder: Path, place: str) -> None:
    """Bring replies along from where the ledger was: its folder, its file or its URL."""
    with busy("copying"):
        copied = bring_along(folder, place)
    note(f"{counted(copied, 'reply', 'replies')} brought along; what lies at the old place stays there")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True, help="On which port.")
@click.pass_obj
def serve(folder: Path, *, host: str, port: int) -> None:
    """Answer browsers: the form, the shown replies, notices if they are switched on. Until interrupted."""
    require_extra("server", "truceline replies serve", _SERVING)
    # A web server, which nothing else needs.
    from truceline.web import serving  # noqa: PLC0415
    from truceline.web.replies.app import replies_app  # noqa: PLC0415

    desk = desk_of(folder)
    if host not in _LOOPBACK:
        note(f"warning: {host} can be reached from other machines; let a proxy with TLS stand before it")
    app, place = replies_app(desk), serving.listening(host, port)
    shown = f"[{host}]" if ":" in host else host
    note(f"answering at http://{shown}:{port}/form?page=index.html (Ctrl-C ends it)")
    serving.serve(app, place)


@click.command("fetch")
@click.option("--most", type=click.IntRange(1, 500), default=50, show_default=True, help="How many at once.")
@format_option("table", "json")
@click.pass_obj
def fetch(folder: Path, *, most: int, layout: str) -> None:
    """Look at the pages that say they link to ours; those that do become replies, held like any other."""
    require_extra("server", "truceline replies fetch", _ASKING)
    # An HTTP client, which nothing else needs.
    from truceline.replies.fetching import look_at  # noqa: PLC0415

    desk = desk_of(folder)
    with busy("asking"):
        looked = [
            MentionLooked(
                via=one.mention.via.value,
                source=one.mention.source,
                page=one.mention.page,
                state=one.state.value,
                told=one.told,
            )
            for one in look_at(Mentions(desk.store), desk.pages, _outgoing(desk), most)
        ]
    if layout == "json":
        data(MentionsLooked(mentions=tuple(looked)))
    elif looked:
        from truceline.cli.sheets.replies import mention_list  # noqa: PLC0415 - rich, for tables only

        show(mention_list(looked))
    else:
        note("no mentions wait")


@click.command("announce")
@click.argument("page", metavar="URL")
@format_option("table", "json")
@click.pass_obj
def announce(folder: Path, page: str, *, layout: str) -> None:
    """Tell the pages that one of ours links to, by Webmention or Pingback; each is told once."""
    require_extra("server", "truceline replies announce", _ASKING)
    desk = desk_of(folder)
    if not (desk.settings.webmention.send or desk.settings.pingback.send):
        told = "sending is off; switch it on under webmention or pingback"
        raise InputError(Problem(str(folder / NAME), 0, "send", told))
    path = desk.page(page)
    with busy("telling"):
        told_ = _announced(desk, path)
    if layout == "json":
        data(Announced(page=path, announcements=told_))
    elif told_:
        from truceline.cli.sheets.replies import announcement_list  # noqa: PLC0415 - as above

        show(announcement_list(told_))
    else:
        note("the page links to nothing elsewhere that was not told before")


def _announced(desk: ReplyDesk, path: str) -> tuple[Announcement, ...]:
    # As above.
    from truceline.replies.announcing import announce as announcing  # noqa: PLC0415
    from truceline.replies.outgoing import NotFetched  # noqa: PLC0415

    try:
        return tuple(announcing(path, desk.settings, desk.pages, Mentions(desk.store), _outgoing(desk)))
    except NotFetched as error:
        raise InputError(Problem(desk.pages.url(path), 0, "", f"our own page: {error}")) from None


def _outgoing(desk: ReplyDesk) -> Outgoing:
    from truceline.replies.outgoing import Outgoing  # noqa: PLC0415 - as above

    return Outgoing(desk.settings.own_hosts, desk.settings.here)


COMMANDS = (setup, bring, serve, fetch, announce)
