"""`replies.yaml` in the case's folder: where the public pages stand, and what this part may do.

Everything that talks to other machines is off until somebody switches it on here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError

from truceline.agreement.structure import problems_of
from truceline.agreement.yaml_source import read_yaml
from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.strict import Strict
from truceline.replies.sealing import Seal

NAME = "replies.yaml"
FORMAT = "truceline/replies/1"


def _folder_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError("must be a web address like https://bulletin.example/")
    if parts.query or parts.fragment or not parts.path.endswith("/"):
        raise ValueError("must be the address of a folder: end it with a slash")
    return text


def _seal(text: str) -> str:
    try:
        Seal.of(text)
    except InputError as error:
        raise ValueError(error.problems[0].message) from None
    return text


FolderUrl = Annotated[str, Field(max_length=300), AfterValidator(_folder_url)]


class Traffic(Strict):
    """What may be done of one protocol."""

    receive: bool = False
    """Take in notices of pages that link to ours."""
    send: bool = False
    """Tell pages that ours link to."""


class Settings(Strict):
    """What this part knows of the world; it holds no secret."""

    format: Literal["truceline/replies/1"]
    site: FolderUrl
    """Where the public pages stand."""
    address: FolderUrl
    """Where this part answers, as readers' browsers see it."""
    seal: Annotated[str, AfterValidator(_seal)]
    """The public key that e-mail addresses are sealed with."""
    pages: str | None = None
    """The folder of the built site, from the case's folder: then only pages in it can be answered."""
    webmention: Traffic = Traffic()
    pingback: Traffic = Traffic()

    @property
    def here(self) -> str:
        """The name under which this part answers: its addresses are this server's."""
        return str(urlsplit(self.address).hostname)

    @property
    def own_hosts(self) -> frozenset[str]:
        """The names under which the site and this part are known."""
        found = (urlsplit(url).hostname for url in (self.site, self.address))
        return frozenset(host.lower() for host in found if host)


def is_set_up(folder: Path) -> bool:
    """Whether the case takes replies."""
    return (folder / NAME).is_file()


def read_settings(folder: Path) -> Settings:
    """The settings of a case; InputError with every problem found, CaseError where there are none."""
    path = folder / NAME
    if not path.is_file():
        told = "this case takes no replies yet (begin with `truceline replies CASE setup`)"
        raise CaseError(Problem(str(path), 0, "replies", told))
    root, problems = read_yaml(path)
    try:
        settings = Settings.model_validate_json(json.dumps(root.plain()), strict=True)
    except ValidationError as error:
        problems += problems_of(error, root, str(path), _schema)
        raise InputError(problems or [Problem(str(path), 0, "", "it cannot be used")]) from None
    if problems:
        raise InputError(problems)
    return settings


def settings_text(site: str, address: str, seal: str, pages: str | None) -> str:
    """A settings file for a person to read and change. InputError for what cannot stand in it."""
    given = {"format": FORMAT, "site": site, "address": address, "seal": seal, "pages": pages}
    try:
        Settings.model_validate(given)
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)
        problems = [
            Problem(f"--{one['loc'][0]}", 0, "", one["msg"].removeprefix("Value error, ")) for one in told
        ]
        raise InputError(problems) from None
    return _TEMPLATE.format(
        format=FORMAT,
        site=json.dumps(site),
        address=json.dumps(address),
        seal=json.dumps(seal),
        pages=json.dumps(pages),
    )


def _schema() -> dict[str, Any]:
    return Settings.model_json_schema()


_TEMPLATE = """\
format: {format}

# Where the public pages stand, and where replies to them are taken in.
site: {site}
address: {address}

# The folder of the built site, from the case's folder: then only pages in it can be answered. null: any page.
pages: {pages}

# E-mail addresses are sealed with this; only the key file it was made from opens them.
seal: {seal}

# Notices between sites. Nothing is asked of other machines before this is switched on.
webmention: {{receive: false, send: false}}
pingback: {{receive: false, send: false}}
"""
