"""Keep the catalogues of languages in step with the code: `make messages`.

Whole messages stand in code and templates as `say("...")` and `count("one ...", "many ...", n)`; words of
closed vocabularies and the engine's set phrases come besides. New ones enter a catalogue untranslated, gone
ones leave it, translations stay. The same code gives the same bytes: no dates, no lines of source, sorted,
so that a change reads as one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from truceline.agreement.structure import MESSAGES
from truceline.core.spelling import IN_WORDS
from truceline.publish.tongue.catalogue import LANGUAGES
from truceline.publish.tongue.phrases import PHRASES
from truceline.publish.tongue.vocabulary import vocabulary

_PACKAGE = Path(__file__).parents[1] / "src/truceline"
SOURCES = (_PACKAGE / "publish", _PACKAGE / "web")
"""Rooms that speak to readers in their language."""
REFUSING = tuple(
    _PACKAGE / name
    for name in (
        "mechanism", "web/console", "agreement/structure.py", "places/geojson.py", "case/editing.py",
        "case/reviewing.py", "case/framing.py", "replies/desk.py", "replies/claiming.py",
        "publish/report/issued.py", "publish/report/gathering.py", "publish/release/release.py",
        "ledger/signers.py", "ledger/keys.py", "ledger/codes.py",
        "ledger/deciding.py", "ledger/consent.py", "accounts/keyring.py",
    )
)  # fmt: skip
"""Whose refusals people meet in the console: told in English there, and translated where they are shown."""
NOT_MET = frozenset({"files.py", "xlsform.py"})
"""Of the mechanism: what reads files of acts, for the command line, and what writes workbooks."""
_TOLD_AT = {
    "Refusal": 1, "Problem": 3, "ValueError": 0, "CheckFailed": 0, "wrong": 1, "_wrong": 1, "_wrong_key": 0,
    "telling": 0,
}  # fmt: skip
"""Which argument of a call is what somebody is told."""
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


def refusals(path: Path) -> Iterator[Id]:
    """What a module refuses with. ValueError for words put together, which nobody could translate."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for one in ast.walk(tree):
        if isinstance(one, ast.FunctionDef):
            yield from _refused_in(one, path)


def _refused_in(function: ast.FunctionDef, path: Path) -> Iterator[Id]:
    given = _assigned(function)
    for call in ast.walk(function):
        name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
        at = _TOLD_AT.get(name)
        if not isinstance(call, ast.Call) or at is None or len(call.args) <= at:
            continue
        for one in (call.args[at],) if name == "telling" else _ways(call.args[at], given):
            match one:
                case ast.Constant(value=str(told)):
                    yield told
                case ast.JoinedStr() | ast.BinOp():
                    raise ValueError(f"{path}:{one.lineno}: what is refused is told by `telling(...)`, whole")
                case _ if name == "telling":
                    raise ValueError(f"{path}:{one.lineno}: a message is text, written out where it is told")


def _assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """What each name of a function is given somewhere in it."""
    found: dict[str, list[ast.expr]] = {}
    for one in ast.walk(tree):
        if isinstance(one, ast.Assign):
            for target in one.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(one.value)
    return found


def _ways(told: ast.expr, given: Mapping[str, list[ast.expr]]) -> Iterator[ast.expr]:
    """What an argument may be: itself, either side of an `if`, or what its name was given."""
    match told:
        case ast.Name(id=name):
            yield from given.get(name, ())
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case _:
            yield told


def refused() -> Iterator[Id]:
    """Every refusal that somebody may meet in the console."""
    for room in REFUSING:
        for path in sorted(room.rglob("*.py")) if room.is_dir() else (room,):
            if path.name not in NOT_MET:
                yield from refusals(path)
    yield from MESSAGES.values()
    yield from IN_WORDS.values()


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
    return found | set(refused()) | set(vocabulary()) | set(PHRASES)


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
