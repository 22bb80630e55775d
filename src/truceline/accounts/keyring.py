"""Signing keys that accounts keep here, closed with passphrases that the server does not know.

Opened, a key is handed to the caller and kept nowhere: whoever asked holds it for a while, in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from nacl import pwhash
from sqlalchemy import Connection, delete, insert, select

from truceline.accounts import tried as trying
from truceline.accounts.account import wrong
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.refusal import NotAllowed
from truceline.accounts.roles import grants_of
from truceline.accounts.tables import signing_keys
from truceline.errors import InputError
from truceline.ledger.keys import KeyFile, parsed, signer_of
from truceline.ledger.signing import PublicKey, Signer

HELD = timedelta(minutes=30)
"""So long at most a caller may hold an opened key."""
_LONGEST = 4096
# A file closed at a dearer cost than `keys new` sets could take the server's memory away.
_DEAREST_OPS = pwhash.argon2id.OPSLIMIT_MODERATE
_DEAREST_MEMORY = pwhash.argon2id.MEMLIMIT_MODERATE


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key file that is kept for an account in a case; nothing of its secret."""

    account: str
    case: str
    signer: str
    public: PublicKey
    kept_at: datetime


class Keyring:
    """Keeps key files, and opens them with their passphrases."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def keep(self, account: str, case: str, content: str) -> KeptKey:
        """Keep a key file for a case, in place of one kept before; InputError for one that lies open."""
        kept = _checked(content)
        public = PublicKey.of(kept.public)
        c = signing_keys.c
        row = {"account": account, "case": case, "signer": kept.name, "public": str(public)}
        with self._home.writing() as connection:
            if not any(grant.case == case for grant in grants_of(connection, account)):
                raise NotAllowed("this account has no role in that case")
            now = self._home.now
            connection.execute(delete(signing_keys).where(c.account == account, c.case == case))
            connection.execute(
                insert(signing_keys), {**row, "content": kept.model_dump_json(), "kept_at": now}
            )
            self._told(connection, Happening.KEY_KEPT, account, case, public.short)
        return KeptKey(account, case, kept.name, public, now)

    def keys_of(self, account: str) -> tuple[KeptKey, ...]:
        """The keys of an account, by case."""
        query = select(signing_keys).where(signing_keys.c.account == account).order_by(signing_keys.c.case)
        with self._home.reading() as connection:
            return tuple(
                KeptKey(row.account, row.case, row.signer, PublicKey.of(row.public), row.kept_at)
                for row in connection.execute(query)
            )

    def open(self, account: str, case: str, passphrase: str, address: str) -> Signer:
        """The signer of a key; InputError where the passphrase does not open it, Wait after several tries."""
        home, c = self._home, signing_keys.c
        query = select(signing_keys.c.content).where(c.account == account, c.case == case)
        with home.writing() as connection:
            content = connection.execute(query).scalar()
            if content is None:
                raise wrong("key", "no key is kept for this case")
            tried = trying.begun(connection, home, home.key.digest("passphrase", account, case), address)
            if not tried.looked_at:
                raise wrong("passphrase", "it was tried too often; wait up to an hour")
        signer = _signer(KeyFile.model_validate_json(content), passphrase)
        with home.writing() as connection:
            if signer is None:
                trying.failed(connection, home, tried, account)
            else:
                trying.right(connection, tried)
                self._told(connection, Happening.KEY_OPENED, account, case, signer.public.short)
        if signer is None:
            raise wrong("passphrase", "this passphrase does not open the key")
        return signer

    def forget(self, account: str, case: str) -> None:
        """Keep the key no more; its file elsewhere and what it signed stay as they are."""
        c = signing_keys.c
        with self._home.writing() as connection:
            gone = delete(signing_keys).where(c.account == account, c.case == case)
            if connection.execute(gone).rowcount:
                self._told(connection, Happening.KEY_FORGOTTEN, account, case)

    def _told(
        self, connection: Connection, what: Happening, account: str, case: str, detail: str = ""
    ) -> None:
        write(connection, self._home.now, what, by=account, about=account, case=case, detail=detail)


def _checked(content: str) -> KeyFile:
    """A key file that may be kept here."""
    if len(content) > _LONGEST:
        raise wrong("key", "it is no key file of truceline")
    kept = parsed(content, "key")
    if kept.closed is None:
        raise wrong("key", "it lies open; make one that is closed: `truceline keys new --passphrase`")
    if kept.closed.ops > _DEAREST_OPS or kept.closed.memory > _DEAREST_MEMORY:
        raise wrong("key", "to open it takes more memory than a server can give; make one with `keys new`")
    if not kept.name.isprintable() or len(kept.name) > _LONGEST // 32:
        raise wrong("key", "the signer's name in it is too long, or not plain to see")
    return kept


def _signer(kept: KeyFile, passphrase: str) -> Signer | None:
    try:
        return signer_of(kept, "key", passphrase)
    except InputError:
        return None
