"""What holds together but is worth a second look before anybody leans on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from truceline.agreement.draft import Draft, Steps
from truceline.agreement.examples import claims_of
from truceline.agreement.load import Loaded
from truceline.agreement.model import Agreement, Alias
from truceline.agreement.references import mentions
from truceline.agreement.yaml_source import Node
from truceline.errors import Problem

_SORTS = {
    "parties": frozenset({"party"}),
    "zones": frozenset({"zone", "line", "undrawn line"}),
    "terms": frozenset({"term", "presence", "fixed"}),
    "events": frozenset({"event"}),
}


def lint(loaded: Loaded) -> tuple[Problem, ...]:
    """Every warning about a file that loads: first those of loading itself, then these, by line."""
    draft = loaded.draft
    found = [
        *_untested(draft),
        *_unused(loaded),
        *_readings(draft),
        *_reported(draft, loaded.agreement),
        *_inferred(draft),
        *_unchecked(draft, loaded.agreement),
        *_shared_names(draft, loaded.agreement),
        *_repeated_tests(draft),
    ]
    return (*loaded.warnings, *sorted(set(found)))


def _untested(draft: Draft) -> Iterator[Problem]:
    """Norms that no test looks at; a table is tested once any of its rows is."""
    looked_at = set()
    for path, norm in draft.norm_nodes():
        for _, test in draft.listed(*path, "tests"):
            looked_at |= {norm.id, test.get("expect").get("norm").text}
    families = {name.partition("/")[0] for name in looked_at if name}
    for name, path in draft.norms.items():
        family = name.partition("/")[0]
        if draft.kind_of(name) != "power" and family not in families:
            families.add(family)
            yield draft.problem(path, f"`{family}` has no test that holds it to the text")


def _unused(loaded: Loaded) -> Iterator[Problem]:
    draft = loaded.draft
    used = {(mention.sort, mention.name) for mention in mentions(draft)} | _in_claims(loaded)
    narrower = {part for term in loaded.agreement.terms for part in (*term.parts, *term.systems)}
    unused: dict[str, dict[str, Steps]] = {}
    for section, sorts in _SORTS.items():
        for name, path in draft.ids(section).items():
            is_used = any((sort, name) in used for sort in (*sorts, "fixed")) or _is_subject(draft, name)
            if not is_used and not (section == "terms" and name in narrower):
                unused.setdefault(section, {})[name] = path
    for section, names in unused.items():
        # One remark a list: a map often shows more than the norms speak of.
        yield draft.problem(next(iter(names.values())), f"{section} that nothing uses: {', '.join(names)}")
    given = {name for path, _ in draft.norm_nodes() for name in _given(draft, path)}
    for name, path in draft.ids("examples").items():
        if name not in given:
            yield draft.problem(path, f"the example `{name}` is given to no test")


def _in_claims(loaded: Loaded) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for claim in claims_of(loaded.agreement, loaded.folder).values():
        found |= {("party", name) for actor in (*claim.actor, *claim.target) if (name := actor.party)}
        found |= {("zone", place.zone) for place in claim.place if place.zone}
        found |= {("line", amount.of) for amount in claim.quantity if amount.of}
        found |= {("event", claim.event)} if claim.event else set()
        found |= {("term", claim.object.term)} if claim.object and claim.object.term else set()
    return found


def _is_subject(draft: Draft, name: str) -> bool:
    """Whether some check asks for a state of it."""
    return any(_asks_of(norm.get(key), name) for _, norm in draft.norm_nodes() for key in ("test", "when"))


def _asks_of(check: Node, name: str) -> bool:
    return check.get("of").text == name or any(_asks_of(part, name) for part in check.get("tests").items)


def _given(draft: Draft, norm: Steps) -> Iterator[str]:
    for test, _ in draft.listed(*norm, "tests"):
        for _, name in draft.texts((*test, "given")):
            yield name


def _readings(draft: Draft) -> Iterator[Problem]:
    asked = set(_asked(draft.root.get("provisions"))) | set(_asked(draft.root.get("zones")))
    defaults = draft.root.get("default_readings").entries
    for name in draft.root.get("readings").entries:
        path = ("readings", name)
        if name not in asked:
            yield draft.problem(path, f"the reading `{name}` is never used")
        elif name not in defaults:
            yield draft.problem(path, f"the reading `{name}` has no entry in `default_readings`")
        if not draft.alternatives[name][1:]:
            yield draft.problem(path, f"the reading `{name}` has no two alternatives")


def _asked(node: Node) -> Iterator[str]:
    for below in (*node.items, *node.entries.values()):
        yield from _asked(below)
    name = node.get("reading").text
    if name is not None:
        yield name


def _reported(draft: Draft, agreement: Agreement) -> Iterator[Problem]:
    for path, node in draft.listed("instruments"):
        if node.get("authority").text == "reported":
            resting = [n for n in agreement.norms if agreement.instrument_of(n).id == node.id]
            if resting:
                message = f"only reported, in no signed text; what rests on it: {', '.join(resting)}"
                yield draft.problem(path, message)


def _inferred(draft: Draft) -> Iterator[Problem]:
    for path, node in draft.listed("guarantees"):
        basis = node.get("basis").text
        if basis in {"inferred", "disputed"}:
            who = f"{node.get('guarantor').text} answers for {node.get('backs').text}"
            yield draft.problem((*path, "basis"), f"that {who} is {basis}, not stated in the text")
    for path, node in draft.norm_nodes():
        basis = node.get("bearer_basis").text
        if basis in {"inferred", "disputed"}:
            message = f"who must do this is {basis}, not stated in the text"
            yield draft.problem((*path, "bearer_basis"), message)


def _unchecked(draft: Draft, agreement: Agreement) -> Iterator[Problem]:
    others = set(agreement.encoding.checked_by) - set(agreement.encoding.encoded_by)
    if not others:
        yield draft.problem(("encoding",), "nobody but its authors has checked this encoding")


def _shared_names(draft: Draft, agreement: Agreement) -> Iterator[Problem]:
    """Names that two parties bear at the same time: a table row could mean either."""
    borne: dict[str, list[tuple[str, Alias]]] = {}
    for party in agreement.parties:
        for alias in party.aliases:
            borne.setdefault(alias.name.casefold(), []).append((party.id, alias))
    for bearers in borne.values():
        for (one, left), (other, right) in combinations(bearers, 2):
            if one != other and _overlap(left, right):
                path = draft.ids("parties")[other]
                yield draft.problem(path, f"`{right.name}` is also a name of `{one}` at the same time")


def _overlap(left: Alias, right: Alias) -> bool:
    starts_in_time = not (left.start and right.until and right.until < left.start)
    ends_late_enough = not (right.start and left.until and left.until < right.start)
    return starts_in_time and ends_late_enough


def _repeated_tests(draft: Draft) -> Iterator[Problem]:
    for path, norm in draft.norm_nodes():
        names = Counter(test.get("name").text for test in norm.get("tests").items)
        for name, times in names.items():
            if times > 1:
                yield draft.problem((*path, "tests"), f"{times} tests are called `{name}`")
