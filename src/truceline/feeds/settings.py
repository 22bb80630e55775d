"""`feeds.yaml` in the case's folder: what is read, and how often. It holds no secret."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, model_validator

from truceline.agreement.structure import problems_of
from truceline.agreement.yaml_source import read_yaml
from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict

NAME = "feeds.yaml"
FORMAT = "truceline/feeds/1"
_ID = r"^[a-z0-9][a-z0-9-]{0,47}$"


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError("must be a web address like https://news.example/feed, without a name or password")
    return text


class _Feed(Strict):
    id: Annotated[str, Field(pattern=_ID)]
    """What it is called here: small letters, digits, hyphens."""
    source: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    """The id of the source that its texts count under; null: the feed's own."""
    language: Literal["en", "ar"] | None = None
    """The language of its texts; null: as their letters suggest."""
    every_minutes: Annotated[int, Field(ge=5, le=10_080)] = 30
    """How often it is asked."""
    silent_after_days: Annotated[float, Field(gt=0, le=3650)] | None = None
    """So long without a word is told; null: three times its habit, two days at least."""

    @property
    def told_by(self) -> str:
        """The id of the source."""
        return self.source or self.id


class FolderFeed(_Feed):
    """A folder in which files appear."""

    kind: Literal["folder"]
    path: Annotated[str, Field(min_length=1)]
    """The folder, from the case's own or absolute. Only files that lie in it are read, no folder within."""


class WebFeed(_Feed):
    """An Atom or RSS feed."""

    kind: Literal["web"]
    url: Annotated[str, Field(max_length=1000), AfterValidator(_web_address)]
    """Where it is; on the open web."""


class MailFeed(_Feed):
    """A mailbox, read over IMAP with TLS and left as it is."""

    kind: Literal["mail"]
    host: Annotated[str, Field(min_length=1, max_length=253)]
    port: Annotated[int, Field(ge=1, le=65_535)] = 993
    user: Annotated[str, Field(min_length=1)]
    mailbox: Annotated[str, Field(min_length=1)] = "INBOX"
    password_file: str | None = None
    """A file that holds the password, closed to others; from the case's folder or absolute."""
    password_env: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")] | None = None
    """Or the environment variable that does."""

    @model_validator(mode="after")
    def _one_password(self) -> MailFeed:
        if (self.password_file is None) == (self.password_env is None):
            raise ValueError("needs either password_file or password_env")
        return self


Feed = Annotated[FolderFeed | WebFeed | MailFeed, Field(discriminator="kind")]


class Settings(Strict):
    """The feeds of a case."""

    format: Literal["truceline/feeds/1"]
    feeds: Annotated[tuple[Feed, ...], Field(max_length=200)]

    @model_validator(mode="after")
    def _told_apart(self) -> Settings:
        ids = [one.id for one in self.feeds]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"two feeds are called {twice[0]!r}")
        return self

    def feed(self, name: str) -> FolderFeed | WebFeed | MailFeed:
        """The feed of this id; InputError for one that there is not."""
        found = next((one for one in self.feeds if one.id == name), None)
        if found is None:
            told = tuple(one.id for one in self.feeds)
            raise InputError(Problem("option", 0, "feed", f"there is no feed {name!r}", told))
        return found


AnyFeed = FolderFeed | WebFeed | MailFeed


def is_set_up(folder: Path) -> bool:
    """Whether the case has feeds."""
    return (folder / NAME).is_file()


def read_settings(folder: Path) -> Settings:
    """The feeds of a case; InputError with every problem found, or where there is no such file."""
    path = folder / NAME
    if not path.is_file():
        told = f"this case has no feeds yet; write {NAME} (docs/how-to/take-in-feeds.md)"
        raise InputError(Problem(str(path), 0, "feeds", told))
    return settings_in(path)


def settings_in(path: Path) -> Settings:
    """The feeds that a file names; InputError with every problem found."""
    root, problems = read_yaml(path)
    try:
        settings = Settings.model_validate_json(json.dumps(root.plain()), strict=True)
    except ValidationError as error:
        problems += problems_of(error, root, str(path), _schema)
        raise InputError(problems or [Problem(str(path), 0, "", "it cannot be used")]) from None
    if problems:
        raise InputError(problems)
    return settings


def _schema() -> dict[str, Any]:
    return Settings.model_json_schema()
