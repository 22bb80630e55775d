"""Everything an agreement file names, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.agreement.draft import Draft, Steps, nearest
from truceline.evidence.acts import Act

_PARTY_KEYS = ("bearer", "guarantor_for", "answerable", "holder", "against")
_TERM_EXAMPLES = frozenset({"present", "absent", "distance", "count"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the file, and what sort of thing it must be the id of."""

    sort: str
    path: Steps
    name: str


def mentions(draft: Draft) -> Iterator[Mention]:
    """Every reference from one part of the file to another, in the order of the file."""
    yield from _in_lists(draft)
    for path, _ in draft.listed("provisions"):
        yield from _named(draft, "instrument", (*path, "instrument"))
    for path, _ in draft.norm_nodes():
        yield from _in_norm(draft, path)
    for path, example in draft.listed("examples"):
        yield from _in_example(draft, path, example.get("shows").text)


def _named(draft: Draft, sort: str, *paths: Steps) -> Iterator[Mention]:
    for path in paths:
        for where, name in draft.texts(path):
            yield Mention(sort, where, name)


def _in_lists(draft: Draft) -> Iterator[Mention]:
    for path, _ in draft.listed("instruments"):
        yield from _named(draft, "instrument", (*path, "amends"))
    for path, _ in draft.listed("parties"):
        yield from _named(draft, "party", (*path, "member_of"))
    for path, _ in draft.listed("guarantees"):
        yield from _named(draft, "party", (*path, "guarantor"), (*path, "backs"))
        yield from _named(draft, "instrument", (*path, "cites", "instrument"))
    for path, _ in draft.listed("terms"):
        yield from _named(draft, "party", (*path, "parties"))
    for path, _ in draft.listed("events"):
        yield from _named(draft, "term", (*path, "objects"))
    for path, zone in draft.listed("zones"):
        undrawn = zone.get("geometry").get("status").text in {"undelineated", "undetermined"}
        yield from _named(draft, "zone", (*path, "within"))
        yield from _named(draft, "undrawn line" if undrawn else "line", (*path, "along"))
        yield from _named(draft, "norm", (*path, "geometry", "fixed_by"))
        yield from _named(draft, "instrument", (*path, "geometry", "fixed_by_instrument"))


def _in_norm(draft: Draft, path: Steps) -> Iterator[Mention]:
    yield from _named(draft, "party", *((*path, key) for key in _PARTY_KEYS))
    yield from _named(draft, "norm", (*path, "replaces"))
    yield from _named(draft, "norm or table", (*path, "of"))
    yield from _named(draft, "norm", (*path, "deadline", "after"), (*path, "to", "after"))
    yield from _named(draft, "status", (*path, "during", "from", "after"))
    yield from _named(draft, "status", (*path, "during", "until", "after"))
    yield from _named(draft, "fixed", (*path, "fixes"))
    yield from _in_check(draft, (*path, "test"))
    yield from _in_check(draft, (*path, "when"))
    for test, _ in draft.listed(*path, "tests"):
        yield from _named(draft, "instrument", (*test, "instruments"))
        yield from _named(draft, "status", (*test, "expect", "norm"))
        yield from _named(draft, "party", (*test, "expect", "party"))


def _in_check(draft: Draft, path: Steps) -> Iterator[Mention]:
    yield from _named(draft, "party", (*path, "by"), (*path, "against"))
    yield from _named(draft, "zone", (*path, "where"))
    yield from _named(draft, "line", (*path, "line"))
    yield from _named(draft, "presence", (*path, "what"))
    yield from _named(draft, "event", (*path, "event"))
    yield from _named(draft, "status", (*path, "norm"))
    for part, _ in draft.listed(*path, "tests"):
        yield from _in_check(draft, part)


def _in_example(draft: Draft, path: Steps, shows: str | None) -> Iterator[Mention]:
    yield from _named(draft, "party", (*path, "of"), (*path, "against"))
    yield from _named(draft, "zone", (*path, "where"))
    yield from _named(draft, "line", (*path, "line"))
    if shows in _TERM_EXAMPLES:
        yield from _named(draft, "presence", (*path, "what"))
    elif shows == "judgement":
        yield from _named(draft, "norm or table", (*path, "what"))
    elif shows == "words":
        yield from _named(draft, "norm", (*path, "what"))
    elif shows == "event":
        yield from _named(draft, "event", (*path, "what"))


def check_references(draft: Draft) -> None:
    """Note every name that is the id of nothing, or of the wrong sort of thing."""
    known = _known(draft)
    warned: set[tuple[str, str]] = set()
    for mention in mentions(draft):
        names = known[mention.sort]
        if names is None or mention.name in names:
            continue
        if mention.sort in _OPEN:
            # An open word is explained once, not at every norm that uses it.
            if (mention.sort, mention.name) not in warned:
                warned.add((mention.sort, mention.name))
                draft.warn(mention.path, _OPEN[mention.sort].format(mention.name) + _near(mention, names))
        else:
            draft.error(mention.path, _message(mention, names, draft), names)


_OPEN = {
    "term": "`{}` is not defined under `terms`",
    "presence": "`{}` is not defined under `terms`; only claims with this very word will count",
    "event": "`{}` is neither defined under `events` nor an act; only claims that name it will count",
    "undrawn line": "`{}` is no line under `zones`; the zone cannot be drawn",
}
_CLOSED = {
    "party": "`{}` is no party of this agreement",
    "zone": "`{}` is no zone of this agreement",
    "line": "`{}` is no line among the zones of this agreement",
    "norm": "`{}` is no norm of this agreement",
    "norm or table": "`{}` is no norm of this agreement",
    "status": "`{}` is no norm with a status of its own (a duty or a constitutive fact)",
    "instrument": "`{}` is no instrument of this agreement",
    "fixed": "`{}` is no zone, term, party or instrument of this agreement",
}


def _message(mention: Mention, names: list[str], draft: Draft) -> str:
    rows = draft.tables.get(mention.name)
    if mention.sort in {"norm", "status"} and rows:
        return f"`{mention.name}` is a table; name one of its rows ({', '.join(rows)})"
    return _CLOSED[mention.sort].format(mention.name) + _near(mention, names)


def _near(mention: Mention, names: list[str]) -> str:
    return nearest(mention.name, names)


def _known(draft: Draft) -> dict[str, list[str] | None]:
    """The names of each sort; None where the list itself is broken and was reported."""
    parties, zones, terms = (_of(draft, section) for section in ("parties", "zones", "terms"))
    instruments = _of(draft, "instruments")
    words = [*(terms or ()), *_narrower(draft)]
    lines = [path[1] for path in draft.ids("zones").values() if _is_line(draft, path)]
    line_ids = [name for name, path in draft.ids("zones").items() if path[1] in lines]
    events = [*(_of(draft, "events") or ()), *(act.value for act in Act)]
    return {
        "party": parties,
        "zone": zones,
        "line": line_ids,
        "undrawn line": line_ids,
        "norm": list(draft.norms),
        "norm or table": [*draft.norms, *draft.tables],
        "status": [norm for norm in draft.norms if draft.kind_of(norm) not in {"power", "rule"}],
        "instrument": instruments,
        "fixed": [*(zones or ()), *words, *(parties or ()), *(instruments or ())],
        "term": words,
        "presence": words,
        "event": events,
    }


def _of(draft: Draft, section: str) -> list[str] | None:
    node = draft.root.get(section)
    if node.suspect or (node.value is None and section in {"parties", "instruments"}):
        return None
    return list(draft.ids(section))


def _is_line(draft: Draft, path: Steps) -> bool:
    return draft.text((*path, "shape")) == "line"


def _narrower(draft: Draft) -> list[str]:
    """The categories and systems that terms list without defining them further."""
    keys = ("parts", "systems")
    return [
        name for path, _ in draft.listed("terms") for key in keys for _, name in draft.texts((*path, key))
    ]
