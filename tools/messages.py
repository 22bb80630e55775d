"""Keep the catalogues of languages in step with the code: `make messages`.

Whole messages stand in code and templates as `say("...")` and `count("one ...", "many ...", n)`; words of
closed vocabularies and the engine's set phrases come besides. New ones enter a catalogue untranslated, gone
ones leave it, translations stay. The same code gives the same bytes: no dates, no lines of source, sorted,
so that a change reads as one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from truceline.publish.tongue.catalogue import LANGUAGES
from truceline.publish.tongue.phrases import PHRASES
from truceline.publish.tongue.vocabulary import vocabulary

_PACKAGE = Path(__file__).parents[1] / "src/truceline"
SOURCES = (_PACKAGE / "publish", _PACKAGE / "web")
"""Rooms that speak to readers in their language."""
CATALOGUES = _PACKAGE / "publish/tongue"
_WIDTH = 110
_LITERALS = {"say": 1, "count": 2}
_IN_TEMPLATES = {"say": 1, "plain": 1, "count": 2}
_LEAST = {"say": 1, "count": 3}
"""Arguments in sequence from which on it is a message: `"a, b".count(",")` is none."""
Id = str | tuple[str, str]
"""A message, or its two English forms where it depends on a number."""


def messages(path: Path) -> Iterator[Id]:
    """The messages of one module. ValueError for one that is not written out where it is told."""
    own = {"tongue", "self"} if path.name == "tongue.py" else {"tongue"}
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = _name(call.func, own) if isinstance(call, ast.Call) else ""
        if not isinstance(call, ast.Call) or name not in _LITERALS or len(call.args) < _LEAST[name]:
            continue
        match [_literal(argument) for argument in call.args[: _LITERALS[name]]]:
            case [str(one)]:
                yield one
            case [str(one), str(many)]:
                yield one, many
            case _:
                raise ValueError(f"{path}:{call.lineno}: a message is text, written out where it is told")


def messages_in(template: Path) -> Iterator[Id]:
    """The messages of one page's template. ValueError for one that is not written out where it is told."""
    tree = Environment(autoescape=True).parse(template.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name not in _IN_TEMPLATES:
            continue
        told = [one.value for one in call.args[: _IN_TEMPLATES[name]] if isinstance(one, nodes.Const)]
        match told, _IN_TEMPLATES[name]:
            case [str(one)], 1:
                yield one
            case [str(one), str(many)], 2:
                yield one, many
            case _:
                raise ValueError(f"{template}:{call.lineno}: a message is text, written out where it is told")


def _name(called: ast.expr, owners: set[str]) -> str:
    """`say` of `on.tongue.say` and of a plain `say`; nothing of the `say` of anything else than a tongue."""
    match called:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name, value=ast.Attribute(attr=owner) | ast.Name(id=owner)):
            return name if owner in owners else ""
        case _:
            return ""


def _literal(argument: ast.expr) -> str | None:
    match argument:
        case ast.Constant(value=str(told)):
            return told
        case _:
            return None


def told_in_code() -> set[Id]:
    """Every message and word that a language has to know."""
    found = {one for room in SOURCES for path in sorted(room.rglob("*.py")) for one in messages(path)}
    found |= {one for room in SOURCES for path in sorted(room.rglob("*.html")) for one in messages_in(path)}
    return found | set(vocabulary()) | set(PHRASES)


def renewed(known: Catalog, told: Iterable[Id]) -> Catalog:
    """The catalogue of just these messages, with the translations there are."""
    made = Catalog(locale=known.locale)
    for one in told:
        old = known.get(one)
        kept = old is not None and old.pluralizable == isinstance(one, tuple)
        made.add(one, old.string if old is not None and kept else None, flags=old.flags if old else ())
    return made


def written(head: str, catalogue: Catalog) -> str:
    """The catalogue as its file holds it, under the head that it has: Babel would date it anew each time."""
    body = BytesIO()
    write_po(body, catalogue, width=_WIDTH, omit_header=True, no_location=True, sort_output=True)
    return f"{head}\n\n{body.getvalue().decode().strip()}\n"


def lacking(catalogue: Catalog) -> list[str]:
    """Messages without a translation, or with one that somebody doubts, by their first English form."""
    lacks = (one for one in catalogue if one.id and (one.fuzzy or not all(forms(one.string))))
    return [forms(one.id)[0] for one in lacks]


def forms(told: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The plural forms of a message, or the only one that it has."""
    return (told or "",) if isinstance(told, str | None) else tuple(told) or ("",)


def main() -> int:
    """Rewrite every catalogue; say what it lacks."""
    told = told_in_code()
    for code in LANGUAGES:
        path = CATALOGUES / f"{code}.po"
        text = path.read_text(encoding="utf-8")
        made = renewed(read_po(StringIO(text), locale=code), told)
        path.write_text(written(text.partition("\n\n")[0], made), encoding="utf-8")
        print(f"{path.name}: {len(made)} messages, {len(lacking(made))} without a translation")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
