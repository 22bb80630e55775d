"""A spot report as an alert (Common Alerting Protocol 1.2): one incident, how sure it is, and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

from truceline.publish.beside.identity import lasting
from truceline.publish.beside.plain_text import harmless, one_line
from truceline.publish.words import party_names

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.publish.beside.figures import Figures
    from truceline.publish.beside.incidents import ViolationRow

MEDIA_TYPE = "application/cap+xml"
Status = Literal["Actual", "Exercise", "Draft"]
_CAP = "urn:oasis:names:tc:emergency:cap:1.2"
_HEADLINE = 160
"""Characters that some receivers show (CAP 1.2, 3.2.2)."""
_LIKELY = 0.5
_UNSTATED_KM = 1.0


def alert(
    figures: Figures, agreement: Agreement, *, status: Status = "Draft", sender: str = "truceline"
) -> bytes | None:
    """The alert, or None where the figures are of no incident, or of one that may not be passed on.

    Receivers act on `Actual` only, and `Exercise` if they take part in it; a `Draft` is shown to nobody.
    `sender` names who sends it, best by a domain name.
    """
    wanted = figures.about.incident
    row = next((one for one in figures.tables.violations if one.entry == wanted), None)
    if row is None:
        return None
    root = ET.Element("alert", {"xmlns": _CAP})
    for name, text in _envelope(figures, row, status, sender):
        ET.SubElement(root, name).text = text
    info = ET.SubElement(root, "info")
    for name, text in _info(row, agreement, sender):
        ET.SubElement(info, name).text = text
    for name, text in _parameters(row, figures):
        parameter = ET.SubElement(info, "parameter")
        ET.SubElement(parameter, "valueName").text = name
        ET.SubElement(parameter, "value").text = text
    area = ET.SubElement(info, "area")
    for name, text in _area(row):
        ET.SubElement(area, name).text = text
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _envelope(figures: Figures, row: ViolationRow, status: Status, sender: str) -> Iterator[tuple[str, str]]:
    """In the order that the schema asks for, as everything below."""
    about = figures.about
    sent = about.known_at or datetime.combine(about.as_of, time.max, UTC)
    # What says something else is another message: receivers take one identifier for one.
    told = (about.report, about.is_public, status, sender, row.model_dump(mode="json"))
    yield "identifier", str(lasting("alert", about.agreement, *told))
    # Neither name may hold blanks, commas, `<` or `&`.
    yield "sender", "".join("-" if char in " ,<&" else char for char in one_line(sender)) or "truceline"
    yield "sent", sent.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00").rjust(25, "0")
    yield "status", status
    yield "msgType", "Alert"
    yield "scope", "Public" if about.is_public else "Restricted"
    if not about.is_public:
        yield "restriction", "For the mission and those that it names; not for publication."


def _info(row: ViolationRow, agreement: Agreement, sender: str) -> Iterator[tuple[str, str]]:
    what = row.kind.replace("_", " ") or "incident"
    yield "language", "en"
    yield "category", "Security"
    yield "event", one_line(what)
    yield "urgency", "Past"
    yield "severity", "Severe" if row.killed_low or row.killed_best or row.killed_high else "Unknown"
    yield "certainty", _certainty(row)
    yield "senderName", one_line(sender) or "truceline"
    yield "headline", one_line(f"{what.capitalize()}, {row.place}, {_days(row)}")[:_HEADLINE]
    yield "description", harmless("\n".join(_told(row, agreement)))


def _certainty(row: ViolationRow) -> str:
    if row.status == "confirmed":
        return "Observed"
    if row.status == "closed":
        return "Unlikely"
    return "Likely" if row.support > _LIKELY >= row.opposition else "Possible"


def _told(row: ViolationRow, agreement: Agreement) -> Iterator[str]:
    why = row.reason or row.bearing.replace("_", " ")
    yield f"Reported against the promise {row.norm}; {row.status}: {why}."
    yield f"Committed by: {party_names(agreement, row.committed_by, 'nobody known')} ({row.attribution})."
    if row.answerable:
        yield f"Answerable: {party_names(agreement, row.answerable)}."
    figures = [f"{name} {figure}" for name, figure in _killed(row) if figure is not None]
    if figures:
        yield f"Killed: {', '.join(figures)}."
    yield f"Evidence for it {row.support:.2f}, against it {row.opposition:.2f}; reports: {row.reports}."


def _killed(row: ViolationRow) -> tuple[tuple[str, int | None], ...]:
    return ("lowest", row.killed_low), ("best", row.killed_best), ("highest", row.killed_high)


def _parameters(row: ViolationRow, figures: Figures) -> Iterator[tuple[str, str]]:
    yield "report", figures.about.report
    yield "entry", row.entry
    yield "norm", row.norm
    if row.p_inside is not None:
        yield "p_inside", f"{row.p_inside:g}"


def _area(row: ViolationRow) -> Iterator[tuple[str, str]]:
    """The place in words, and the circle in which it may truly be."""
    told = dict.fromkeys(one_line(part) for part in (row.place, row.governorate or "") if one_line(part))
    yield "areaDesc", ", ".join(told) or "place not told"
    if row.lat is not None and row.lon is not None:
        radius = _UNSTATED_KM if row.radius_km is None else row.radius_km
        yield "circle", f"{row.lat:.6f},{row.lon:.6f} {radius:g}"


def _days(row: ViolationRow) -> str:
    days = dict.fromkeys(str(day) for day in (row.start, row.end) if day)
    return " to ".join(days) or "day not known"
