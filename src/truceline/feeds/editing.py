"""Changing `feeds.yaml` from the console: web feeds whole, of others only when they are asked.

A folder or a mailbox is set up where the case is kept: whoever names one reads the server's own files with
it, or sends a password of the server's to a machine of their choice.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from truceline.errors import CaseError, InputError, Problem
from truceline.feeds.settings import FORMAT, NAME, AnyFeed, WebFeed, is_set_up, read_settings, settings_in

_OWNER_ONLY = 0o600
_TURN = threading.Lock()


@dataclass(frozen=True)
class Typed:
    """A feed as somebody typed it; empty fields stay as they are, or as they are by default."""

    url: str = ""
    source: str = ""
    language: str = ""
    every_minutes: int | None = None
    silent_after_days: float | None = None

    def told(self) -> dict[str, Any]:
        """What is written into the file; null where a line goes."""
        return {
            "source": self.source or None,
            "language": self.language or None,
            "every_minutes": self.every_minutes,
            "silent_after_days": self.silent_after_days,
        }


def add(folder: Path, name: str, typed: Typed) -> WebFeed:
    """Add a web feed; InputError with every problem, by field."""
    wanted = {"id": name, "kind": "web", "url": typed.url, **_lines(typed)}
    feed = _checked(wanted)
    if is_set_up(folder) and any(one.id == name for one in read_settings(folder).feeds):
        raise InputError(Problem("id", 0, "", TAKEN))
    _write(folder, lambda feeds: feeds.append(wanted))
    return feed


def change(folder: Path, feed: AnyFeed, typed: Typed) -> None:
    """Change how a feed is read, and of a web feed where it is; InputError with every problem, by field."""
    wanted = {**feed.model_dump(mode="json", exclude_none=True), **typed.told()}
    if isinstance(feed, WebFeed) and typed.url:
        wanted["url"] = typed.url
    told = {name: value for name, value in wanted.items() if value is not None}
    _checked(told)

    def changed(feeds: list[dict[str, Any]]) -> None:
        found = _of(feeds, feed.id)
        for name, value in {**typed.told(), **({"url": told["url"]} if "url" in told else {})}.items():
            if value is None:
                found.pop(name, None)
            else:
                found[name] = value

    _write(folder, changed)


def remove(folder: Path, feed: WebFeed) -> None:
    """Read a web feed no more; what it brought stays."""
    _write(folder, lambda feeds: feeds.remove(_of(feeds, feed.id)))


def _lines(typed: Typed) -> dict[str, Any]:
    return {name: value for name, value in typed.told().items() if value is not None}


def _of(feeds: list[dict[str, Any]], name: str) -> dict[str, Any]:
    found = next((one for one in feeds if str(one.get("id")) == name), None)
    if found is None:
        raise InputError(Problem("id", 0, "", GONE))
    return found


def _checked(told: dict[str, Any]) -> WebFeed:
    """InputError by fields; of what was typed nothing is repeated: an address may hold a secret."""
    known = {name: told[name] for name in WebFeed.model_fields if name in told}
    try:
        return WebFeed.model_validate({**known, "kind": "web", "url": told.get("url", _ANY)})
    except ValidationError as error:
        fields = {str(one["loc"][-1]): str(one["msg"]) for one in error.errors(include_input=False)}
        raise InputError(
            Problem(name, 0, "", WORDS.get(name, said)) for name, said in fields.items()
        ) from None


_ANY = "https://feed.invalid/"
WORDS = {
    "id": "small letters, digits and hyphens, 48 at most",
    "url": "must be a web address like https://news.example/feed, without a name or password",
    "source": "a source's id has 1 to 120 characters",
    "every_minutes": "5 to 10080 minutes",
    "silent_after_days": "more than 0 days, 3650 at most",
    "language": "en or ar",
}
"""What is wrong with a field, by its key in the file."""
TAKEN = "a feed is called so already"
GONE = "there is no such feed any more"


def _write(folder: Path, act: Callable[[list[dict[str, Any]]], None]) -> None:
    """Write the file anew, whole or not at all, with the remarks that somebody left in it."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - slow to load, and only changes need it

    path = folder / NAME
    with _TURN:
        yaml = YAML(typ="rt")
        yaml.width = 10_000
        whole: Any = yaml.load(path.read_text(encoding="utf-8")) if path.is_file() else {"format": FORMAT}
        feeds = whole.setdefault("feeds", [])
        act(feeds)
        told = StringIO()
        yaml.dump(whole, told)
        _put(path, told.getvalue())


def _put(path: Path, content: str) -> None:
    draft = path.with_name(f".{NAME}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        settings_in(draft)
        draft.replace(path)
    except OSError as error:
        raise CaseError(Problem(NAME, 0, "", f"it cannot be written: {error.strerror}")) from error
    finally:
        draft.unlink(missing_ok=True)
