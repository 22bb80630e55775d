"""The foot of the page: what was considered, how sure it is, and how to get the same answer again."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.agreement.model import Agreement
from truceline.assess.result import Considered
from truceline.evidence.claim import Claim
from truceline.publish.markup import Html, el, join
from truceline.publish.views import View, known
from truceline.publish.words import counted, day, plain
from truceline.publish.zones import zone_name

_CONSIDERED = {
    "given": "Given",
    "seen": "Seen",
    "not_yet_known": "Not yet known",
    "not_accepted": "Not accepted",
    "overtaken": "Corrected or withdrawn",
    "supposed": "Supposed",
}
READ_SO = """
Silence is neither breach nor compliance: where nobody looked, the answer is unknown. That something is
absent is shown only by somebody who looked at enough of the place; one sighting refutes it.

Support and opposition are kept apart and never netted. Claims of one source family count once, however
often they are repeated; independent families add up.

Sightings grow old: each promise says for how many days one still speaks.

Unattributed acts bind nobody. Who committed an act and who answers for it are two columns.

P(inside) is the chance that an incident happened inside the zone, from how precisely its place is known and
how surely the zone is drawn. It weighs the claim and is never rounded to yes.

What is reported is not all that happened: reports are denser where observers are, and where there are no
reports there need not be calm.
"""


def considered(agreement: Agreement, views: Sequence[View]) -> Html:
    """What became of the claims in each view."""
    heads = ["View", *_CONSIDERED.values()]
    rows = [_considered(agreement, view) for view in views]
    return el(
        "table",
        {"class": "plain"},
        el("thead", {}, el("tr", {}, [el("th", {"scope": "col"}, head) for head in heads])),
        el("tbody", {}, rows),
    )


def _considered(agreement: Agreement, view: View) -> Html:
    counts: Considered = view.assessment.considered
    name = f"{view.index + 1}. {day(view.assessment.frame.as_of)}, {known(view, agreement)}"
    numbers = [el("td", {"class": "n"}, f"{getattr(counts, field):,}") for field in _CONSIDERED]
    return el("tr", {"class": f"row{view.index}"}, el("th", {"scope": "row"}, name), numbers)


def replay(views: Sequence[View]) -> Html:
    """Per view: the frame in full and the command that gives it again."""
    return el("ol", {"class": "replay"}, [_replay(view) for view in views])


def _replay(view: View) -> Html:
    one = view.assessment
    frame = one.frame
    words = ["truceline assess CASE", f"--as-of {frame.as_of.isoformat()}"]
    if frame.known_at is not None:
        words.append(f"--known-at {frame.known_at.isoformat()}")
    words += [f"--reading {key}={value}" for key, value in sorted(frame.readings.items())]
    position = "" if one.ledger_position is None else f"ledger position {one.ledger_position}, "
    readings = ", ".join(f"{plain(key)}: {value}" for key, value in sorted(frame.readings.items())) or "none"
    told = f"{position}engine {one.engine}, instruments {', '.join(frame.instruments)}, readings {readings}."
    return el("li", {}, el("code", {}, " ".join(words)), el("small", {"dir": "auto"}, told))


def coverage(agreement: Agreement, views: Sequence[View], claims: Sequence[Claim]) -> Html:
    """What this page can and cannot say."""
    own = [_places(views), _zones(agreement), _licences(claims)]
    return el(
        "ul",
        {"class": "statement"},
        [el("li", {}, line) for line in (*READ_SO.strip().split("\n\n"), *own) if line],
    )


def _places(views: Sequence[View]) -> str | None:
    entries = [entry for view in views for entry in view.assessment.violations]
    ids = {entry.entry_id for entry in entries}
    placed = {entry.entry_id for entry in entries if entry.lat is not None}
    nobody = {entry.entry_id for entry in entries if not entry.committed_by}
    if not ids:
        return None
    total = counted(len(ids), "register entry", "register entries")
    unplaced = len(ids - placed)
    return f"Of {total} in all views, {unplaced} have no coordinates and {len(nobody)} no known perpetrator."


def _zones(agreement: Agreement) -> str | None:
    unsure = [
        zone
        for zone in agreement.zones
        if zone.geometry.uncertainty_km or zone.geometry.status in {"undelineated", "disputed", "moving"}
    ]
    if not unsure:
        return None
    told = "; ".join(
        f"{zone_name(zone)} ({zone.geometry.status}, \N{PLUS-MINUS SIGN}{zone.geometry.uncertainty_km:g} km)"
        for zone in unsure
    )
    return f"Zones that are not surely drawn: {told}. Their edges are soft or dashed on the map."


def _licences(claims: Sequence[Claim]) -> str | None:
    kept = sum(claim.licence == "no-redistribution" for claim in claims)
    closed = sum(claim.sensitivity != "public" for claim in claims)
    told = [f"{counted(kept, 'claim')} may not be passed on under the licence"] if kept else []
    told += [f"{counted(closed, 'claim')} not public"] if closed else []
    return f"This page contains {' and '.join(told)}." if told else None


def encoding(agreement: Agreement, views: Sequence[View]) -> Html:
    """Which encoding of the agreement was applied."""
    refs = dict.fromkeys(
        (one.assessment.agreement.digest, one.assessment.agreement.revision) for one in views
    )
    facts = [
        ("Agreement", f"{agreement.title} ({agreement.id})"),
        ("Encoded by", f"{', '.join(agreement.encoding.encoded_by)}, {day(agreement.encoding.date)}"),
        ("Checked by", ", ".join(agreement.encoding.checked_by) or "nobody yet"),
        ("Days are local days of", agreement.clock.timezone),
    ]
    facts += [("Revision and digest", f"{revision}, sha256 {digest}") for digest, revision in refs]
    return el(
        "dl", {}, join(join([el("dt", {}, name), el("dd", {"dir": "auto"}, told)]) for name, told in facts)
    )
