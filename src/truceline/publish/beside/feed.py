"""Issued reports as a feed (Atom, RFC 4287): what came out, newest first, each with its permanent address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from truceline.publish.beside.identity import lasting
from truceline.publish.beside.plain_text import harmless, one_line

if TYPE_CHECKING:
    from truceline.publish.report.facts import Facts

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"


class Told(NamedTuple):
    """A report that was issued, where it can be read, and when it was changed last."""

    facts: Facts
    link: str
    """Its permanent address."""
    changed: datetime | None = None
    """Aware; null: the end of its last day, UTC."""

    @property
    def updated(self) -> datetime:
        """When it was changed last, in UTC and whole seconds."""
        last = self.changed or datetime.combine(self.facts.as_of, time.max, UTC)
        return last.astimezone(UTC).replace(microsecond=0)


def feed(reports: Sequence[Told], *, title: str, address: str, author: str = "truceline") -> bytes:
    """The feed at its permanent address; `author` is who issues the reports, an office or a mission.

    Ids follow from the address and from each report's own id, so that they outlive a changed link.
    """
    root = ET.Element("feed", {"xmlns": _ATOM})
    ordered = sorted(reports, key=lambda one: (one.updated, one.facts.report), reverse=True)
    _add(root, "id", lasting("feed", address).urn)
    _add(root, "title", one_line(title))
    changed = [one.updated for one in ordered]
    _add(root, "updated", _instant(max(changed, default=datetime(1970, 1, 1, tzinfo=UTC))))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": one_line(address)})
    _add(ET.SubElement(root, "author"), "name", one_line(author))
    for one in ordered:
        _entry(root, one, address)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(root: ET.Element, one: Told, address: str) -> None:
    facts = one.facts
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", lasting("feed entry", address, facts.report).urn)
    _add(entry, "title", one_line(f"{facts.title}: {facts.kind} report, {facts.as_of}"))
    _add(entry, "updated", _instant(one.updated))
    ET.SubElement(entry, "link", {"rel": "alternate", "href": one_line(one.link)})
    ET.SubElement(entry, "category", {"term": facts.kind})
    _add(entry, "summary", harmless(summary(facts)))


def summary(facts: Facts) -> str:
    """A report in two or three sentences of figures."""
    standings = Counter(one.standing.value.replace("_", " ") for one in facts.now.norms)
    told = ", ".join(f"{number} {standing}" for standing, number in sorted(standings.items()))
    before = {one.norm: one.standing for one in facts.before.norms} if facts.before else {}
    changed = sum(before.get(one.norm, one.standing) is not one.standing for one in facts.now.norms)
    register = [one for one in facts.now.violations if not one.is_nil]
    breaches = sum(one.stands for one in register)
    parts = [
        f"{facts.since} to {facts.as_of}." if facts.since != facts.as_of else f"{facts.as_of}.",
        f"Promises: {told or 'none'}; standings changed: {changed}.",
        f"Register entries to date: {len(register)}, of these breaches: {breaches}.",
    ]
    if facts.corrections:
        parts.append(f"Corrections: {len(facts.corrections)}.")
    return " ".join(parts)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _instant(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
