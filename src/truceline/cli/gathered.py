"""Options that belong together: given to a command as a set, handed to it as one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Command = Callable[..., Any]
Option = Callable[[Command], Command]


def gathering(name: str, whole: type[DataclassInstance], options: Sequence[Option]) -> Option:
    """A decorator that gives a command these options; it receives them as one `whole`, called `name`.

    The fields of `whole` are the options' names.
    """
    wanted = [one.name for one in fields(whole)]

    def decorate(command: Command) -> Command:
        def gathered(**given: Any) -> Any:
            return command(**{name: whole(**{one: given.pop(one) for one in wanted})}, **given)

        gathered.__doc__ = command.__doc__
        gathered.__name__ = command.__name__
        gathered.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        for option in reversed(options):
            option(gathered)
        return gathered

    return decorate
