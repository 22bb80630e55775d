"""Tables in the text: one `each` norm becomes one checkable norm per row.

A paragraph that sets out a table (two sides, three weapon classes) stays one block in the file.
`$name` takes the row's value under that key: a value that is nothing but `$name` keeps its type,
inside longer text it is written out; `$$` is a dollar sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from truceline.agreement.yaml_source import Node
from truceline.errors import Problem

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_WHOLE = re.compile(rf"\$({_NAME})")
_INSIDE = re.compile(rf"\$(\$|{_NAME})")


@dataclass
class Expansion:
    """Expands the tables of one file, noting what is wrong with them."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def of(self, root: Node) -> Node:
        """The same document with every `each` norm replaced by its rows, in place and in order."""
        provisions = root.get("provisions")
        for provision in provisions.items:
            norms = provision.get("norms")
            if norms.items:
                norms.value = [one for norm in norms.items for one in self._rows(norm)]
        return root

    def _rows(self, norm: Node) -> list[Node]:
        if "each" not in norm.entries:
            return [_Row(self, norm.id or "", {}).fill(norm, ())]
        table = norm.get("each")
        template = Node({k: v for k, v in norm.entries.items() if k != "each"}, norm.line)
        if not table.items:
            self.say(table, norm.id or "", "each", "a table needs at least one row: a list of mappings")
            return []
        rows = [row for row in table.items if self._is_row(row, norm)]
        expanded = [self._one(template, row) for row in rows]
        _share_tests(template, expanded, self._row_tests(template, rows))
        return expanded

    def _is_row(self, row: Node, norm: Node) -> bool:
        if row.id:
            return True
        self.say(row, norm.id or "", "each", "every row needs an `id` (text); the norm will be `norm/row`")
        return False

    def _one(self, template: Node, row: Node) -> Node:
        name = f"{template.id}/{row.id}"
        without_tests = {k: v for k, v in template.entries.items() if k != "tests"}
        filled = _Row(self, name, row.entries).fill(Node(without_tests, template.line), ())
        if template.id is not None:
            filled.entries["id"] = Node(name, row.get("id").line)
        return filled

    def _row_tests(self, template: Node, rows: list[Node]) -> list[tuple[str, Node]]:
        """Each test of the template with the row it goes to: the one it names, else the first."""
        names = [f"{template.id}/{row.id}" for row in rows]
        by_name = dict(zip(names, rows, strict=True))
        placed: list[tuple[str, Node]] = []
        for test in template.get("tests").items if rows else ():
            named = test.get("expect").get("norm").text
            name = named if named in by_name else names[0]
            row = _Row(self, name, by_name[name].entries)
            placed.append((name, row.fill(test, ("tests",))))
        return placed

    def say(self, node: Node, norm: str, key: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        where = f"{norm}.{key}" if norm else key
        self.problems.append(Problem(self.file, node.line, where, message, allowed))


@dataclass
class _Row:
    """One row's values, ready to stand in for `$name`."""

    expansion: Expansion
    norm: str
    values: dict[str, Node]

    def fill(self, node: Node, path: tuple[str, ...]) -> Node:
        match node.value:
            case dict() as entries:
                value = {key: self.fill(item, (*path, key)) for key, item in entries.items()}
                return Node(value, node.line, node.suspect)
            case list() as items:
                return Node([self.fill(item, path) for item in items], node.line, node.suspect)
            case str() as text:
                return self._text(text, node, path)
            case _:
                return node

    def _text(self, text: str, node: Node, path: tuple[str, ...]) -> Node:
        whole = _WHOLE.fullmatch(text)
        if whole:
            return self._look_up(whole[1], node, path)
        if not self.values:
            return node

        def written_out(match: re.Match[str]) -> str:
            if match[1] == "$":
                return "$"
            return str(self._look_up(match[1], node, path).value)

        return Node(_INSIDE.sub(written_out, text), node.line)

    def _look_up(self, name: str, node: Node, path: tuple[str, ...]) -> Node:
        found = self.values.get(name)
        if found is not None:
            return found
        if self.values:
            message = f"`${name}` names no column of the table"
        else:
            message = f"`${name}` stands for a column of an `each` table, and this norm has none"
        columns = tuple(f"${key}" for key in self.values)
        self.expansion.say(node, self.norm, ".".join(path), message, columns)
        return Node(None, node.line, suspect=True)


def _share_tests(template: Node, expanded: list[Node], placed: list[tuple[str, Node]]) -> None:
    tests = template.get("tests")
    for norm in expanded:
        own = [test for name, test in placed if name == norm.id]
        if own:
            norm.entries["tests"] = Node(own, tests.line)
