"""The look before a signature: exactly what will be signed, and who will see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from truceline.core.canonical import digest_bytes
from truceline.mechanism.deed import Deed
from truceline.mechanism.retracting import Retract
from truceline.web.console.mechanism_fields import seen_by
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_telling import FieldTold, deed_told, fields_told, moment
from truceline.web.console.mechanism_words import act_name
from truceline.web.console.pages import case_page


def taken_back(seat: Seat, name: str) -> str:
    """An act that the visitor may see, as a retraction names it; nothing where there is none for them."""
    found = [one for one in seat.viewer.acts(seat.record) if name and one.signed.digest.startswith(name)]
    return deed_told(found[0].signed.deed, seat.visit.voice) if len(found) == 1 else ""


@dataclass(frozen=True)
class Shown:
    """An act as it will be signed."""

    kind: str
    title: str
    matter: str
    who: str
    party: str
    made: str
    seen: str
    """Who may see it."""
    taken: str
    """Of a retraction: what it takes back."""
    note: str
    fields: tuple[FieldTold, ...]
    written: str
    """The canonical JSON: these very bytes are signed."""
    name: str
    """The first digits of their SHA-256."""


def look(
    seat: Seat, deeds: Sequence[Deed], *, draft: str = "", problems: Sequence[str] = (), status: int = 200
) -> Response:
    """Exactly what will be signed, and the button that signs it."""
    visit = seat.visit
    acts = tuple(shown(one, seat) for one in deeds)
    return case_page(
        visit,
        "act_look.html",
        here="mechanism",
        status=status,
        seat=seat,
        shown=acts,
        deeds="\n".join(one.written for one in acts),
        draft=draft,
        problems=problems,
        minutes=int(seat.open_keys.left_s(visit.asker.session, visit.held.slug) // 60),
    )


def shown(deed: Deed, seat: Seat) -> Shown:
    """An act, as the visitor would sign it."""
    voice, written = seat.visit.voice, deed.content()
    return Shown(
        kind=deed.name,
        title=act_name(deed.name, voice.tongue),
        matter=deed.matter,
        who=deed.signer,
        party=voice.party(deed.party) if deed.party else "",
        made=moment(voice, deed.made_at),
        seen=seen_by(deed.sensitivity, voice),
        taken=taken_back(seat, deed.act) if isinstance(deed, Retract) else "",
        note=deed.note,
        fields=tuple(one for one in fields_told(deed, voice) if one.name != "sensitivity"),
        written=written.decode(),
        name=digest_bytes(written)[:12],
    )
