"""The agreement's own tests and examples: whether they speak of things that exist."""

from __future__ import annotations

import json

from truceline.agreement.draft import Draft, Steps, nearest
from truceline.agreement.examples import days_of
from truceline.agreement.structure import name_of
from truceline.agreement.yaml_source import Node
from truceline.errors import Problem

# The names an assessment uses. Kept here because the layer above may not be imported;
# tests/agreement/test_expectations.py holds them to be the same.
STANDINGS = (
    "not_yet_due",
    "fulfilled",
    "fulfilled_late",
    "breached",
    "breached_in_part",
    "unproven",
    "contested",
    "presumed_kept",
    "presumed_breached",
    "unresolved",
    "suspended",
    "discharged",
    "made",
    "not_made",
)
PHASES = ("dormant", "in_force", "suspended", "due", "discharged", "superseded")
PACES = ("on_track", "behind", "stalled", "lapsed")

_NEEDS = {
    "distance": ("line", "km"),
    "count": ("count",),
    "judgement": ("rating",),
    "words": ("posture", "of"),
}
_WORDS = (("standing", STANDINGS), ("branches", STANDINGS), ("phase", PHASES), ("pace", (*PACES, "none")))


def check_tests(draft: Draft) -> None:
    """Note every test that names no example, no status, or expects a word no assessment uses."""
    known = _claims(draft)
    for path, norm in draft.norm_nodes():
        for test, node in draft.listed(*path, "tests"):
            if known is not None:
                _given(draft, test, known)
            _expected(draft, test, norm, node.get("expect"))


def _claims(draft: Draft) -> list[str] | None:
    """The names a test may give: examples and the labels of the claims file, if that can be read."""
    names = list(draft.ids("examples"))
    file = draft.root.get("examples_file").text
    if file is None:
        return names
    try:
        lines = (draft.folder / file).read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError):
        return None
    return names + [row["label"] for row in rows if isinstance(row, dict) and row.get("label")]


def _given(draft: Draft, test: Steps, known: list[str]) -> None:
    for path, name in draft.texts((*test, "given")):
        if name not in known:
            message = f"`{name}` is no example, nor the label of a claim in `examples_file`"
            draft.error(path, message + nearest(name, known), known)


def _expected(draft: Draft, test: Steps, norm: Node, expect: Node) -> None:
    path = (*test, "expect")
    kind = norm.get("kind").text
    if kind in {"rule", "power"} and expect.get("norm").value is None and not expect.suspect:
        draft.error(path, f"a {kind} has no status of its own: name the norm to look at in `expect.norm`")
    for key, allowed in _WORDS:
        for where, word in draft.texts((*path, key)):
            if word not in allowed:
                # Listed whole, however many: these words are in no file the author could look at.
                message = f"`{word}` is none of the words for this{nearest(word, allowed)}"
                place = name_of(draft.root, where)
                draft.errors.append(Problem(draft.file, draft.line(where), place, message, allowed))
    degree = [item.value for item in expect.get("degree").items]
    match degree:
        case [int() | float() as low, int() | float() as high] if not 0 <= low <= high <= 1:
            draft.error((*path, "degree"), "a degree is [shown, 1 - refuted]: two rising shares from 0 to 1")


def check_examples(draft: Draft) -> None:
    """Note every example that lacks what its sort needs, or happened on no day."""
    for path, example in draft.listed("examples"):
        shows = example.get("shows").text
        for key in _NEEDS.get(shows or "", ()):
            if example.get(key).value is None:
                draft.error((*path, key), f"an example that shows {shows} needs `{key}`")
        what = example.get("what").text
        if shows == "state" and what is not None and not all(what.partition(":")):
            draft.error((*path, "what"), "a state is written `subject:state`")
        _happened(draft, (*path, "happened"))


def _happened(draft: Draft, path: Steps) -> None:
    text = draft.text(path)
    if text is None:
        return
    try:
        days_of(text)
    except ValueError as error:
        draft.error(path, f"{error}: write a day (2018-10-10) or two joined by a slash")
