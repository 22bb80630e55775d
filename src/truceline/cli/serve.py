"""`truceline serve`: cases in a browser, for several people with different rights."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

from truceline.cli.console import busy, note
from truceline.errors import InputError, Problem
from truceline.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Sequence
    from socket import socket

    from fastapi import FastAPI

    from truceline.accounts.accounts import Accounts
    from truceline.accounts.oidc import OpenId
    from truceline.web.app import Serving

_NEEDS = (
    "argon2",
    "fastapi",
    "feedparser",
    "httpx",
    "jinja2",
    "multipart",
    "prometheus_client",
    "pyotp",
    "uvicorn",
)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_HOME = ".truceline"
_HOST = re.compile(r"([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


@click.command("serve")
@click.argument("folders", metavar="CASE...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--demo",
    is_flag=True,
    help="Make a bundled case to try all on, in CASE [default: truceline-demo here]; readers, too.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="On which port.")
@click.option(
    "--home",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where accounts are kept [default: .truceline beside the first case].",
)
@click.option("--accounts", "store", metavar="URL", help="Keep accounts in this PostgreSQL database instead.")
@click.option("--address", metavar="URL", help="Where browsers see it, if a proxy with TLS stands before it.")
@click.option(
    "--log",
    type=click.Choice(("plain", "json")),
    default="plain",
    show_default=True,
    help="How answers are logged on stderr: lines for people, or an object a line.",
)
@click.option(
    "--metrics",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The token in FILE opens /metrics from anywhere [default: from this machine, without a proxy].",
)
@click.option("--no-feeds", is_flag=True, help="Do not ask the feeds of cases on their schedule.")
@click.option(
    "--reach",
    "reaches",
    metavar="HOST[:PORT]",
    multiple=True,
    help="Let feeds and hooks be on this host, though it is not on the open web; repeatable.",
)
@click.option(
    "--connections",
    type=click.IntRange(0, 100),
    help="So many connections one address may hold, 0: any [default: 32, behind a proxy (--address) any].",
)
@click.option("--invite", is_flag=True, help="Print a link for another owner, and end.")
@click.option("--rescue", metavar="NAME", help="Print a link for a new password of this owner, and end.")
@click.option("--drop-factor", is_flag=True, help="With --rescue: take the owner's second factor away, too.")
def command(
    folders: tuple[Path, ...],
    *,
    demo: bool,
    host: str,
    port: int,
    home: Path | None,
    store: str | None,
    address: str | None,
    log: Literal["plain", "json"],
    metrics: Path | None,
    no_feeds: bool,
    reaches: tuple[str, ...],
    connections: int | None,
    invite: bool,
    rescue: str | None,
    drop_factor: bool,
) -> None:
    """Serve CASEs to browsers and programs, until interrupted. The first start makes the owner's link."""
    require_extra("server", "truceline serve", _NEEDS)
    # A web server and its templates, which nothing else needs.
    from truceline.accounts.accounts import Accounts  # noqa: PLC0415
    from truceline.accounts.occupancy import occupied  # noqa: PLC0415
    from truceline.web import serving  # noqa: PLC0415
    from truceline.web.app import Serving  # noqa: PLC0415
    from truceline.web.metrics import token_in  # noqa: PLC0415

    seen_at, token = _address(address, host, port), None if metrics is None else token_in(metrics)
    folders = _cases(folders, host, home, seen_at if demo else "")
    chosen = home or folders[0].resolve().parent / _HOME
    if rescue is not None or invite or drop_factor:
        _tell_link(_link(Accounts.open(chosen, store=store), rescue, drop=drop_factor), seen_at)
        return
    behind, reached = address is not None, _reached(reaches)
    served = Serving(seen_at, _names(seen_at, host), token, behind, not no_feeds, reached, has_readers=demo)
    # Before anything is opened: opening migrates, and another server may be at work there.
    with occupied(chosen), serving.listening(host, port) as place:
        with busy("opening"):
            app = _app(folders, accounts := Accounts.open(chosen, store=store), served)
        _tell_where(accounts, seen_at, host)
        _answer(app, place, log, _of_one(connections, is_behind_proxy=behind))


def _of_one(told: int | None, *, is_behind_proxy: bool) -> int:
    """How many connections one address may hold: behind a proxy all seem to be from one."""
    from truceline.web.serving import OF_ONE  # noqa: PLC0415 - a web server, which nothing else needs

    if told is not None:
        return told
    return 0 if is_behind_proxy else OF_ONE


def _answer(app: FastAPI, place: socket, log: Literal["plain", "json"], of_one: int) -> None:
    """Serve until told to stop; a second word to stop ends the process at once, whatever still runs."""
    from truceline.web import serving  # noqa: PLC0415 - a web server, which nothing else needs
    from truceline.web.app import stopping  # noqa: PLC0415 - as above

    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    jobs = app.state.jobs
    ending = stopping(app)
    serving.serve(app, place, lifespan=True, log=log, of_one=of_one, ending=ending, lingering=jobs.is_busy)


def _cases(folders: tuple[Path, ...], host: str, home: Path | None, demo_at: str) -> tuple[Path, ...]:
    """The cases to serve; with --demo (an address) the one that is made, which this machine alone shows."""
    if not folders and not demo_at:
        raise click.UsageError("give a CASE, or --demo to try it on a bundled one")
    if not demo_at:
        return folders
    if host not in _LOOPBACK:
        told = "shows everybody its public site and form: on this machine alone"
        raise InputError(Problem("--demo", 0, "--host", told, _LOOPBACK))
    from truceline.cli.demo_served import demo_case  # noqa: PLC0415 - of the web server, as above

    return (demo_case(folders, home, demo_at),)


def _app(folders: Sequence[Path], accounts: Accounts, served: Serving) -> FastAPI:
    """The app of the cases, with what lies beside the accounts."""
    from truceline.web.apart import few_pools  # noqa: PLC0415 - of the web server, as below
    from truceline.web.app import console_app  # noqa: PLC0415 - a web server, which nothing else needs
    from truceline.web.door import AccountsDoor  # noqa: PLC0415 - as above
    from truceline.web.drafts import Drafts  # noqa: PLC0415 - as above
    from truceline.web.house import House  # noqa: PLC0415 - as above
    from truceline.web.unfinished import Notes  # noqa: PLC0415 - as above

    few_pools()
    home = accounts.home
    secure = served.address.startswith("https://")
    return console_app(
        House.open(folders),
        AccountsDoor(accounts, secure, _providers(accounts)),
        served,
        keyring=accounts.keyring,
        drafts=Drafts.open(home.folder / "drafts", home.key),
        notes=Notes(home.folder / "work", home.key),
        answers=accounts.answers,
    )


def _warn(host: str, *, secure: bool) -> None:
    """Tell that others can reach a server that speaks without TLS."""
    if host not in _LOOPBACK and not secure:
        note(f"warning: {host} can be reached from other machines; let a proxy with TLS stand before it")


def _address(address: str | None, host: str, port: int) -> str:
    """Where browsers see the server; InputError for what is no address."""
    if address is None:
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        told = f"'{address}' is no address of a server; write https://NAME"
        raise InputError(Problem("--address", 0, "", told))
    return f"{parts.scheme}://{parts.netloc}"


def _names(address: str, host: str) -> tuple[str, ...]:
    """The names that it answers to."""
    return (urlsplit(address).hostname or host, host)


def _reached(told: Sequence[str]) -> tuple[str, ...]:
    """Hosts as requests are compared with them; InputError for what is none."""
    for one in told:
        if not _HOST.fullmatch(one.lower()):
            raise InputError(Problem("--reach", 0, "", f"'{one}' is no host; write NAME or NAME:PORT"))
    return tuple(one.lower() for one in told)


def _tell_where(accounts: Accounts, address: str, host: str) -> None:
    """Where it answers, and the link of the first owner, where there is nobody yet."""
    _warn(host, secure=address.startswith("https://"))
    if not accounts.people.listed():
        link = accounts.first_link().secret.text
        told = "nobody has an account yet; open this once, within three days"
        note(f"{told}: {address}/welcome/{link}")
    note(f"answering at {address}/ (Ctrl-C ends it)")


def _owners_link(accounts: Accounts) -> str:
    """A link for another owner, made on the machine itself."""
    if not accounts.people.listed():
        return accounts.first_link().secret.text
    owner = next(one for one in accounts.people.listed() if one.owner)
    return accounts.invitations.invite(owner.id, owner=True).secret.text


def _link(accounts: Accounts, rescue: str | None, *, drop: bool) -> str:
    """A link for an owner whom no other owner can help, or for another owner."""
    if rescue is not None:
        return accounts.invitations.rescue(rescue, drop_factor=drop).secret.text
    if drop:
        raise InputError(Problem("--drop-factor", 0, "", "goes with --rescue"))
    return _owners_link(accounts)


def _tell_link(link: str, address: str) -> None:
    note(f"open this once, within three days: {address}/welcome/{link}")


def _providers(accounts: Accounts) -> OpenId | None:
    """The identity providers of the home; null where it names none."""
    from truceline.accounts.providers import read_providers  # noqa: PLC0415 - its readers are slow to load

    found = read_providers(accounts.home.folder)
    if not found:
        return None
    require_extra("server", "providers.yaml", ("authlib", "httpx", "joserfc"))
    from truceline.accounts.oidc import OpenId  # noqa: PLC0415 - loaded for servers with providers alone

    return OpenId(accounts.home, found)
