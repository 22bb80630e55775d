"""The base of every typed document: frozen, and deaf to keys it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from truceline.evidence.descriptions import descriptions


class Strict(BaseModel):
    """Refuse unknown keys: a typo in a legal encoding or a claim must not pass in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The schema with the sentences under the fields as their descriptions."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, told in descriptions(cls).items():
            field = cls.model_fields.get(name)  # what is said of a class variable is said of no field
            key = name if name in properties else field and field.alias
            if key in properties:
                properties[key].setdefault("description", told)
        return schema

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy that works out its cached properties anew.

        pydantic copies them along: a changed claim would keep the digest of the old one.
        """
        if deep:
            return super().model_copy(deep=True).model_copy(update=update)
        values = self.__dict__.copy()
        if update:
            values.update(update)
        told: set[str] = self.__pydantic_fields_set__.copy()
        if update:
            told.update(update)
        fields = _fields(type(self))
        if len(values) > len(fields):
            values = {name: values[name] for name in fields}
            told.intersection_update(fields)
        return made(type(self), values, told)


Model = TypeVar("Model", bound=BaseModel)


def made(model: type[Model], values: dict[str, Any], told: set[str]) -> Model:
    """A document of values that are right by construction: a value for every field, in order.

    `told` are the names of those that were given. Nothing is looked at: what comes from outside must
    be validated instead.
    """
    document = _new(model)
    _put(document, "__dict__", values)
    _put(document, "__pydantic_fields_set__", told)
    _put(document, "__pydantic_extra__", None)
    _put(document, "__pydantic_private__", None)
    return document


def lean(document: Model) -> Model:
    """The document itself, which shares the set of names that were given with all that were given the same.

    Of thousands of documents these sets are half of what they take. Only once it is made: whatever filled
    it in later would fill in the others.
    """
    told = document.__pydantic_fields_set__
    _put(document, "__pydantic_fields_set__", _ALIKE.setdefault(frozenset(told), told))
    return document


_ALIKE: dict[frozenset[str], set[str]] = {}
_new, _put = object.__new__, object.__setattr__


@cache
def _fields(model: type[BaseModel]) -> dict[str, None]:
    """The names of the fields, in order."""
    return dict.fromkeys(model.model_fields)
