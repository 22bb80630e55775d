"""Where a ledger is kept: a file of one's own, or a schema of its own in a PostgreSQL database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from truceline.errors import InputError, Problem

SCHEMES = ("postgresql", "postgres")
"""How the URL of a server begins, as libpq reads it."""

_CASE = re.compile(r"[a-z][a-z0-9_]{0,47}")
_RESERVED = frozenset({"public", "information_schema"})
# What libpq takes besides the parts of a URL; passwords are none of them on purpose.
_OPTIONS = frozenset(
    {
        "application_name",
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "host",
        "hostaddr",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "krbsrvname",
        "passfile",
        "port",
        "require_auth",
        "sslcert",
        "sslcrl",
        "sslkey",
        "sslmode",
        "sslrootcert",
        "target_session_attrs",
        "tcp_user_timeout",
        "user",
    }
)
_SECRET = ("password", "sslpassword")


@dataclass(frozen=True, slots=True)
class Server:
    """One case in a PostgreSQL database: the database's URL, without a password, and the case's schema."""

    url: str
    case: str

    def __str__(self) -> str:
        joint = "&" if "?" in self.url else "?"
        return f"{self.url}{joint}case={self.case}"


Address = Path | Server
"""A ledger's file, or its place on a server; as text it may stand in messages and in the case file."""


def is_url(text: str) -> bool:
    """Whether the text means a server and no file."""
    return urlsplit(text).scheme in SCHEMES


def server(text: str, case: str | None = None) -> Server:
    """The server a URL names; `case` is used where the URL names none.

    Raises InputError for a URL that libpq would not take, for a case that cannot be a schema, and for
    a password, which is never repeated.
    """
    parts = _split(text)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.password is not None or any(name in options for name in _SECRET):
        told = "leave the password out: libpq takes it from PGPASSFILE (~/.pgpass) or PGPASSWORD"
        raise _wrong(told)
    named = options.pop("case", None) or case or ""
    if unknown := sorted(options.keys() - _OPTIONS):
        raise _wrong(f"unknown option {unknown[0]!r}", ("case", *sorted(_OPTIONS)))
    if not unquote(parts.path.strip("/")):
        raise _wrong("name the database: postgresql://[USER@]HOST[:PORT]/DATABASE?case=NAME")
    return Server(_plain(parts, options), _checked(named))


def schema_of(name: str) -> str:
    """A case's name from that of a folder: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise _wrong("it is no URL of a database: postgresql://[USER@]HOST[:PORT]/DATABASE") from None
    if parts.scheme not in SCHEMES:
        raise _wrong(f"unknown scheme {parts.scheme!r}", SCHEMES)
    return parts


def _plain(parts: SplitResult, options: dict[str, str]) -> str:
    """The URL in one spelling."""
    query = urlencode(sorted(options.items()), safe="/", quote_via=quote)
    return f"postgresql://{parts.netloc}/{parts.path.strip('/')}{'?' if query else ''}{query}"


def _checked(case: str) -> str:
    if not case:
        raise _wrong("name the case: ...?case=NAME")
    if not _CASE.fullmatch(case) or case in _RESERVED or case.startswith("pg_"):
        told = "a case is named by up to 48 small letters, digits and underscores, a letter first"
        raise _wrong(f"{case!r}: {told} (not public, pg_...)")
    return case


def _wrong(message: str, allowed: tuple[str, ...] = ()) -> InputError:
    return InputError(Problem("option", 0, "store", message, allowed))
