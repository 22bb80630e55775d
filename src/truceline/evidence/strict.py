"""The base of every typed document: frozen, and deaf to keys it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """Refuse unknown keys: a typo in a legal encoding or a claim must not pass in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy that works out its cached properties anew.

        pydantic copies them along: a changed claim would keep the digest of the old one.
        """
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied
