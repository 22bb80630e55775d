"""Chains in an agreement file that lead back to where they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.agreement.draft import Draft, Steps
from truceline.agreement.foresight import looks_back, why_not
from truceline.agreement.yaml_source import Node

Edges = dict[tuple[str, str], Steps]


def check_cycles(draft: Draft) -> None:
    """Note every chain of `norm_is`, `after`, `within`, `member_of`, ... that never ends."""
    for what, edges in _chains(draft).items():
        told: set[Steps] = set()
        for cycle in cycles(edges):
            chain = " -> ".join((*cycle, cycle[0]))
            path, hint = _blamed(draft, cycle, edges)
            # Several rows of a table may go round through one line of the file: it is told once.
            if path not in told:
                told.add(path)
                draft.error(path, f"{what} go round in a circle: {chain}{hint}")


def _blamed(draft: Draft, cycle: tuple[str, ...], edges: Edges) -> tuple[Steps, str]:
    """The path to name: a condition that a fixed day would take out of the circle, else the first."""
    links = list(zip(cycle, (*cycle[1:], cycle[0]), strict=True))
    for start, end in links:
        path = edges[start, end]
        hint = why_not(draft, start, path)
        if hint:
            return path, f"; {hint}"
    return edges[links[0]], ""


def cycles(edges: Mapping[tuple[str, str], object]) -> list[tuple[str, ...]]:
    """The circles of a directed graph, each once, from its earliest node on.

    Not every circle of a tangle is listed, but at least one through each tangle.
    """
    following: dict[str, list[str]] = {}
    for start, end in edges:
        following.setdefault(start, []).append(end)
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for root in following:
        if root not in done:
            _follow(root, following, done, found)
    return list(found.values())


def _follow(
    root: str,
    following: Mapping[str, list[str]],
    done: set[str],
    found: dict[frozenset[str], tuple[str, ...]],
) -> None:
    """Walk everything that can be reached, depth first and without recursion."""
    trail: list[str] = [root]
    ahead = [iter(following[root])]
    while trail:
        step = next(ahead[-1], None)
        if step is None:
            done.add(trail.pop())
            ahead.pop()
        elif step in trail:
            circle = trail[trail.index(step) :]
            found.setdefault(frozenset(circle), tuple(circle))
        elif step not in done:
            trail.append(step)
            ahead.append(iter(following.get(step, ())))


def _chains(draft: Draft) -> dict[str, Edges]:
    decided: Edges = {}
    replaced: Edges = {}
    for path, norm in draft.norm_nodes():
        for name in _whose_life(draft, path, norm):
            _join_norm(draft, decided, name, path)
        if norm.id is not None:
            _join(draft, replaced, norm.id, (*path, "replaces"))
    return {
        "norms that decide each other (norm_is, after, a rule's condition)": decided,
        "norms that replace each other": replaced,
        "zones (within, along)": _section(draft, "zones", ("within", "along")),
        "parties (member_of)": _section(draft, "parties", ("member_of",)),
        "terms (parts)": _section(draft, "terms", ("parts",)),
        "instruments (amends)": _section(draft, "instruments", ("amends",)),
    }


def _whose_life(draft: Draft, path: Steps, norm: Node) -> list[str]:
    """The norms that what stands here decides: its own, or those a rule is about."""
    if norm.get("kind").text != "rule":
        return [norm.id] if norm.id else []
    named = [name for _, name in draft.texts((*path, "of"))]
    return [one for name in named for one in draft.tables.get(name, [name])]


def _join_norm(draft: Draft, edges: Edges, name: str, path: Steps) -> None:
    for anchor in (("during", "from"), ("during", "until"), ("deadline",), ("to",)):
        _join(draft, edges, name, (*path, *anchor, "after"))
    for key in ("test", "when"):
        for check in _checks(draft, (*path, key)):
            if not looks_back(draft, name, check):
                _join(draft, edges, name, (*check, "norm"))


def _join(draft: Draft, edges: Edges, start: str, path: Steps) -> None:
    for where, end in draft.texts(path):
        edges.setdefault((start, end), where)


def _checks(draft: Draft, path: Steps) -> Iterator[Steps]:
    """The path of a check and of all checks inside it."""
    yield path
    for part, _ in draft.listed(*path, "tests"):
        yield from _checks(draft, part)


def _section(draft: Draft, section: str, keys: tuple[str, ...]) -> Edges:
    edges: Edges = {}
    for name, path in draft.ids(section).items():
        for key in keys:
            _join(draft, edges, name, (*path, key))
    return edges
