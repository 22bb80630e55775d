"""The options of `truceline read` that call in another parser or a language model; none is on by itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

from truceline.cli.console import note
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from truceline.reading.extras.endpoint import Endpoint
    from truceline.reading.extras.extra import Extra

Command = TypeVar("Command", bound=Callable[..., object])

KEY = "TRUCELINE_LLM_KEY"
URL = "TRUCELINE_LLM_URL"
MODEL = "TRUCELINE_LLM_MODEL"
_OPTIONS = (
    click.option(
        "--with",
        "extras",
        type=click.Choice(("spacy", "llm")),
        multiple=True,
        help="Call in an installed spaCy model, or a language model of your own. Repeatable.",
    ),
    click.option("--llm-url", metavar="URL", help=f"Its OpenAI-compatible address [default: {URL}]."),
    click.option("--llm-model", metavar="NAME", help=f"Its name there [default: {MODEL}]."),
    click.option(
        "--llm-remote",
        is_flag=True,
        help="Let the report's sentences leave this machine for that address.",
    ),
)


def extras_options(command: Command) -> Command:
    """The options as a decorator; the command gets `extras`, `llm_url`, `llm_model`, `llm_remote`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    extras: tuple[str, ...]
    url: str | None
    model: str | None
    remote: bool

    def made(self) -> tuple[Extra, ...]:
        """The extras, ready; InputError for one that is not installed or not told enough."""
        if "llm" not in self.extras and (self.url or self.model or self.remote):
            raise InputError(Problem("--llm-*", 0, "", "asks for a language model; say --with llm too"))
        # In this order: a model's proposals are held against what the reader and the parser made of it.
        return tuple(self._one(name) for name in ("spacy", "llm") if name in self.extras)

    def _one(self, name: str) -> Extra:
        if name == "spacy":
            from truceline.reading.extras.spacy_parse import SpacyParse  # noqa: PLC0415 - only if asked for

            return SpacyParse.installed()
        from truceline.reading.extras.model_reader import ModelReader  # noqa: PLC0415 - as above

        return ModelReader(self._endpoint())

    def _endpoint(self) -> Endpoint:
        from truceline.reading.extras.endpoint import Endpoint  # noqa: PLC0415 - as above

        given = {
            ("--llm-url", URL): self.url or os.environ.get(URL, ""),
            ("--llm-model", MODEL): self.model or os.environ.get(MODEL, ""),
        }
        missing = [
            Problem(option, 0, "", f"is needed by --with llm (or set {variable})")
            for (option, variable), value in given.items()
            if not value.strip()
        ]
        if missing:
            raise InputError(missing)
        url, model = given.values()
        endpoint = Endpoint.of(url, model, remote=self.remote, key=os.environ.get(KEY, ""))
        if not endpoint.is_local:
            note(f"the report's sentences are sent to {urlsplit(url).hostname}, off this machine")
        return endpoint
