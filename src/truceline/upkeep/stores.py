"""Every database of a server in one list: where it lies, how it is made and brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData

from truceline.accounts import schema as accounts
from truceline.accounts.tables import metadata as accounts_tables
from truceline.feeds.schema import FEEDS as FEEDS_BESIDE
from truceline.feeds.tables import metadata as feeds_tables
from truceline.hooks.schema import HOOKS as HOOKS_BESIDE
from truceline.hooks.tables import metadata as hooks_tables
from truceline.ledger import schema as ledger
from truceline.ledger.address import Address
from truceline.ledger.beside import Beside
from truceline.ledger.checkup import is_there
from truceline.ledger.connection import connect
from truceline.ledger.store import Ledger
from truceline.ledger.tables import metadata as ledger_tables
from truceline.replies import schema as replies
from truceline.replies.store import Replies
from truceline.replies.tables import metadata as replies_tables


@dataclass(frozen=True)
class Store:
    """One kind of database."""

    what: str
    """What it holds; files are called after it."""
    head: str
    """The version of the tables that this truceline reads and writes."""
    versions: Path
    """The folder of its migrations."""
    tables: MetaData
    place: Callable[[Address], Address]
    """Where it lies beside the ledger, or beside the accounts."""
    settle: Callable[[Address], None]
    """Makes it where there is none, brings an older one up to date; CaseError for a newer one."""
    passing: frozenset[str] = frozenset()
    """Tables whose rows hold for the server that runs, and are in no copy."""


def _itself(address: Address) -> Address:
    return address


def _settle_ledger(address: Address) -> None:
    if is_there(address):
        Ledger.open(address)
    else:
        Ledger.create(address)


def _settle_accounts(address: Address) -> None:
    if not accounts.exists(address):
        accounts.create(address)
    engine = connect(address)
    try:
        accounts.bring_up_to_date(engine, address)
    finally:
        engine.dispose()


def _settle_replies(address: Address) -> None:
    Replies.made(address).close()


def _settled(beside: Beside) -> Callable[[Address], None]:
    def settle(address: Address) -> None:
        engine = connect(address, create=isinstance(address, Path))
        try:
            beside.settle(engine, address)
        finally:
            engine.dispose()

    return settle


LEDGER = Store("ledger", ledger.HEAD, ledger.VERSIONS, ledger_tables, _itself, _settle_ledger)
REPLIES = Store(
    "replies", replies.HEAD, replies.VERSIONS, replies_tables, replies.place_beside, _settle_replies
)
FEEDS = Store(
    "feeds",
    FEEDS_BESIDE.head,
    FEEDS_BESIDE.versions,
    feeds_tables,
    FEEDS_BESIDE.place,
    _settled(FEEDS_BESIDE),
)
ACCOUNTS = Store(
    "accounts",
    accounts.HEAD,
    accounts.VERSIONS,
    accounts_tables,
    _itself,
    _settle_accounts,
    # A session belongs to one server; an answer kept for retries may tell of what a copy lacks.
    passing=frozenset({"sessions", "answers"}),
)
HOOKS = Store(
    "hooks",
    HOOKS_BESIDE.head,
    HOOKS_BESIDE.versions,
    hooks_tables,
    HOOKS_BESIDE.place,
    _settled(HOOKS_BESIDE),
)
OF_A_CASE = (FEEDS, REPLIES, LEDGER)
"""In the order in which they are copied: nothing in a copy is newer than what it rests on."""
OF_A_HOME = (HOOKS, ACCOUNTS)
STORES = (*OF_A_CASE, *OF_A_HOME)
