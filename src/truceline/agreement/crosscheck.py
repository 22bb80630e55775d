"""What must hold between the parts of an agreement file, beyond the shape of each part."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from truceline.agreement.cycles import check_cycles
from truceline.agreement.draft import Draft, Steps, nearest
from truceline.agreement.expectations import check_examples, check_tests
from truceline.agreement.files import check_files
from truceline.agreement.references import check_references
from truceline.agreement.yaml_source import Node

SECTIONS = ("instruments", "parties", "terms", "events", "zones", "examples")
_ID = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")


def crosscheck(draft: Draft) -> None:
    """Note every error and warning in the file as a whole."""
    _check_ids(draft)
    _check_coverage(draft)
    _check_clock(draft)
    check_references(draft)
    check_cycles(draft)
    _check_cites(draft)
    _check_readings(draft)
    _check_extensions(draft)
    _check_order_of_days(draft)
    check_tests(draft)
    check_examples(draft)
    check_files(draft)


def _check_ids(draft: Draft) -> None:
    _id_form(draft, (), draft.root)
    for section in SECTIONS:
        items = list(draft.listed(section))
        _once(draft, items)
        for path, item in items:
            _id_form(draft, path, item)
    norms = list(draft.norm_nodes())
    _once(draft, norms)
    for path, norm in norms:
        _id_form(draft, path, norm)


def _once(draft: Draft, items: list[tuple[Steps, Node]]) -> None:
    first: dict[str, int] = {}
    for path, item in items:
        if item.id in first:
            draft.error((*path, "id"), f"the id `{item.id}` is already taken on line {first[item.id]}")
        elif item.id is not None:
            first[item.id] = item.line


def _id_form(draft: Draft, path: Steps, item: Node) -> None:
    if item.id is not None and not _ID.fullmatch(item.id):
        draft.error((*path, "id"), "an id is made of letters, digits, hyphens, dots and underscores")


def _check_coverage(draft: Draft) -> None:
    """One provision per numbered paragraph, in the order of the text."""
    instruments = list(draft.listed("instruments"))
    home = instruments[0][1].id if instruments else None
    for path, instrument in instruments:
        declared = [para for _, para in draft.texts((*path, "paragraphs"))]
        given = [
            (where, para)
            for where, node in draft.listed("provisions")
            if (para := node.get("para").text) and (node.get("instrument").text or home) == instrument.id
        ]
        _compare(draft, path, declared, given)


def _compare(draft: Draft, path: Steps, declared: list[str], given: list[tuple[Steps, str]]) -> None:
    found = [para for _, para in given]
    for para, times in Counter(declared).items():
        if times > 1:
            draft.error((*path, "paragraphs"), f"paragraph {para} is listed {times} times")
    missing = [para for para in declared if para not in found]
    if missing:
        message = f"no provision for paragraph {', '.join(missing)}: give its norms, or `not_encoded` and why"
        draft.error((*path, "paragraphs"), message)
    expected = [para for para in declared if para in found]
    seen: list[str] = []
    for where, para in given:
        if para not in declared:
            draft.error((*where, "para"), f"the instrument has no paragraph {para}", declared)
        elif para in seen:
            draft.error((*where, "para"), f"paragraph {para} has two provisions; put its norms in one")
        elif len(seen) < len(expected) and para != expected[len(seen)] and found.count(para) == 1:
            message = f"paragraph {para} is out of order; the text has {expected[len(seen)]} here"
            draft.error((*where, "para"), message)
            break
        seen.append(para) if para in declared and para not in seen else None


def _check_clock(draft: Draft) -> None:
    path = ("clock", "timezone")
    zone = draft.text(path)
    if zone is None:
        return
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        near = nearest(zone, available_timezones())
        draft.error(path, f"`{zone}` is no time zone of the IANA list (`Asia/Damascus`){near}")


def _check_cites(draft: Draft) -> None:
    paragraphs = {
        item.id: [para for _, para in draft.texts((*path, "paragraphs"))]
        for path, item in draft.listed("instruments")
    }
    for path, _ in draft.listed("guarantees"):
        known = paragraphs.get(draft.text((*path, "cites", "instrument")))
        para = draft.text((*path, "cites", "para"))
        if known is not None and para is not None and para not in known:
            draft.error((*path, "cites", "para"), f"the instrument has no paragraph {para}", known)


def _check_readings(draft: Draft) -> None:
    for section in ("provisions", "zones"):
        _by_reading(draft, (section,), draft.root.get(section))
    for name, node in draft.root.get("default_readings").entries.items():
        _alternative(draft, ("default_readings", name), name, node.text)
    for path, _ in draft.norm_nodes():
        for test, node in draft.listed(*path, "tests"):
            for name, chosen in node.get("readings").entries.items():
                _alternative(draft, (*test, "readings", name), name, chosen.text)


def _by_reading(draft: Draft, path: Steps, node: Node) -> None:
    """Note every value by reading that lacks an alternative, or has one too many."""
    for position, item in enumerate(node.items):
        _by_reading(draft, (*path, position), item)
    for key, item in node.entries.items():
        _by_reading(draft, (*path, key), item)
    name = node.get("reading").text
    if name is None:
        return
    if name not in draft.alternatives:
        message = f"`{name}` is no reading of this agreement{nearest(name, draft.alternatives)}"
        draft.error((*path, "reading"), message, draft.alternatives)
        return
    alternatives = draft.alternatives[name]
    for missing in [one for one in alternatives if one not in node.entries]:
        draft.error(path, f"gives no value for `{missing}` of the reading `{name}`")
    for extra in [key for key in node.entries if key not in {*alternatives, "reading"}]:
        draft.error((*path, extra), f"`{extra}` is no alternative of the reading `{name}`", alternatives)


def _alternative(draft: Draft, path: Steps, name: str, chosen: str | None) -> None:
    if name not in draft.alternatives:
        message = f"`{name}` is no reading of this agreement{nearest(name, draft.alternatives)}"
        draft.error(path, message, draft.alternatives)
    elif chosen is not None and chosen not in draft.alternatives[name]:
        message = f"`{chosen}` is no alternative of the reading `{name}`"
        draft.error(path, message, draft.alternatives[name])


def _check_extensions(draft: Draft) -> None:
    """Only a norm that has a deadline can have it extended."""
    for path, norm in draft.norm_nodes():
        if norm.get("effect").text != "extend_deadline":
            continue
        for where, name in draft.texts((*path, "of")):
            meant = draft.tables.get(name, [name] if name in draft.norms else [])
            for one in meant:
                if draft.root.walk((*draft.norms[one], "deadline")) is None:
                    draft.error(where, f"`{one}` has no deadline to extend")


def _check_order_of_days(draft: Draft) -> None:
    for path, _ in draft.listed("instruments"):
        _ordered(draft, (*path, "in_force"), "from", "until")
    for path, _ in draft.listed("parties"):
        for alias, _ in draft.listed(*path, "aliases"):
            _ordered(draft, alias, "from", "until")
    for path, _ in draft.norm_nodes():
        start = _day(draft, (*path, "during", "from", "at"))
        end = _day(draft, (*path, "during", "until", "at"))
        if start and end and end < start:
            draft.error((*path, "during"), f"ends on {end}, before it starts on {start}")


def _ordered(draft: Draft, path: Steps, first: str, last: str) -> None:
    start, end = _day(draft, (*path, first)), _day(draft, (*path, last))
    if start and end and end < start:
        draft.error((*path, last), f"ends on {end}, before it starts on {start}")


def _day(draft: Draft, path: Steps) -> date | None:
    try:
        return date.fromisoformat(draft.text(path) or "")
    except ValueError:
        return None
