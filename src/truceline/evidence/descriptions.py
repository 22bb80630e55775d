"""What the fields of a document are: the sentences under them in its class, read when a schema asks.

pydantic would gather them itself as it makes each class (`use_attribute_docstrings`), and so parse the
source of a hundred classes at every start.
"""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def descriptions(model: type) -> dict[str, str]:
    """Field -> the sentences under it, in the class itself or in one that it is built on."""
    told: dict[str, str] = {}
    for one in reversed(model.__mro__):
        # `Page[Claim]` stands in no file; the class that it is made of is among those it is built on.
        if one.__module__.partition(".")[0] == model.__module__.partition(".")[0] and "[" not in one.__name__:
            told.update(_own(one))
    return told


def _own(model: type) -> Iterator[tuple[str, str]]:
    (tree,) = ast.parse(dedent(inspect.getsource(model))).body
    assert isinstance(tree, ast.ClassDef), "a document is a class"
    for field, below in pairwise(tree.body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str() as text)),
            ):
                yield name, inspect.cleandoc(text)
