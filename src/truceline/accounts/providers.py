"""`providers.yaml` in the home: identity providers by which people may log in (OpenID Connect)."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError

from truceline.agreement.structure import problems_of
from truceline.agreement.yaml_source import read_yaml
from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict

NAME = "providers.yaml"
FORMAT = "truceline/providers/1"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_safe(url: str) -> bool:
    """Whether an address may be asked for identities: over TLS, or on this machine."""
    parts = urlsplit(url)
    if not parts.hostname or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _issuer(text: str) -> str:
    if not is_safe(text) or urlsplit(text).query or urlsplit(text).fragment:
        raise ValueError("must be a web address like https://id.example/ (https, no query)")
    return text


class Provider(Strict):
    """One identity provider, and what it knows this server as."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
    """Stands in addresses of this server."""
    label: Annotated[str, Field(min_length=1, max_length=64)]
    """What the button says."""
    issuer: Annotated[str, AfterValidator(_issuer)]
    """As the provider writes it, to the letter."""
    client_id: Annotated[str, Field(min_length=1, max_length=256)]
    client_secret: SecretStr | None = None
    """Null: the provider knows this server as a public client."""
    send_secret: Literal["basic", "post"] = "basic"  # noqa: S105 - a way, no secret
    """How the provider wants the secret: in a header or in the form."""


class Providers(Strict):
    """All providers of a server, in the order of their buttons."""

    format: Literal["truceline/providers/1"]
    providers: tuple[Provider, ...]


def read_providers(folder: Path) -> tuple[Provider, ...]:
    """The providers of a home, none where there is no file; InputError with every problem found."""
    path = folder / NAME
    if not path.is_file():
        return ()
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise InputError(Problem(str(path), 0, "", "others can read it; close it to them with `chmod 600`"))
    root, problems = read_yaml(path)
    try:
        found = Providers.model_validate_json(json.dumps(root.plain()), strict=True).providers
    except ValidationError as error:
        problems += problems_of(error, root, str(path), _schema)
        raise InputError(problems or [Problem(str(path), 0, "", "it cannot be used")]) from None
    names = [provider.name for provider in found]
    if len(set(names)) != len(names):
        problems.append(Problem(str(path), 0, "providers", "two providers have one name"))
    if problems:
        raise InputError(problems)
    return found


def _schema() -> dict[str, Any]:
    return Providers.model_json_schema()
