"""A member of a JSON text in SQL, spelt as each of the two databases spells it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class member(GenericFunction[str]):  # noqa: N801 - a function of SQL
    """`member(column, "source.id")`: a text inside the JSON of a column; null where there is none.

    The path is part of the SQL and never a person's words.
    """

    type = Text()
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], path: str) -> None:
        assert path.replace(".", "").isalpha(), "a path is written in the code"
        super().__init__(column)
        self.path = path


@compiles(member, "sqlite")
def _in_sqlite(element: member, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"json_extract({column}, '$.{element.path}')"


@compiles(member, "postgresql")
def _in_postgresql(element: member, compiler: Any, **options: Any) -> str:
    # json and not jsonb, which refuses texts with an escaped NUL.
    column = compiler.process(element.clauses, **options)
    return f"(({column})::json #>> '{{{element.path.replace('.', ',')}}}')"
