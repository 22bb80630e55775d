"""One document on the desk: its words left, what it proposes right, a decision for each claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.responses import RedirectResponse, Response

from truceline.case.reviewing import day_for
from truceline.evidence.claim import Claim, Status
from truceline.ledger.deciding import Overtaken
from truceline.publish.pieces import Mark, Piece, pieces
from truceline.publish.tones import TONES
from truceline.publish.words import capital
from truceline.reading.document import Block, Document
from truceline.web.console.desk import Deciding, Looking, Pile
from truceline.web.console.desk_cards import Card, cards_of, status_word, tone_word
from truceline.web.console.documents import document_kept, read
from truceline.web.console.pages import case_page
from truceline.web.judging import Judge, Objection
from truceline.web.refusals import Forbidden, NotFound
from truceline.web.rights import Right
from truceline.web.visit import Visit

router = APIRouter()
CARDS = 40
"""Claims on one page."""
_WHOLE = 120_000
"""Characters up to which a document is shown whole; of a longer one the part where the page's claims are."""
_AROUND = 3
"""Blocks shown before and after that part."""
_VERDICTS = {"accept": Status.ACCEPTED, "reject": Status.REJECTED}


@router.get("/cases/{case}/desk/{document}")
def pile(pile: Looking, at: str = "", done: str = "") -> Response:
    """What waits in one document; `at` is the claim to come to, `done` the one that was decided on."""
    return pile_page(pile, at, Told(done=_decided(pile, done)) if done else _FINE)


@dataclass(frozen=True)
class Decided:
    """A claim that was decided on: what it is now, and where its effect shows."""

    says: str
    status: str
    norms: tuple[tuple[str, str], ...]
    """Titles of the promises that it bears on, and where they stand, on the day that it tells of."""


@dataclass(frozen=True)
class Told:
    """What a page of the desk says at its top."""

    wrong: tuple[str, ...] = ()
    claim: str = ""
    """The card that it is about."""
    status: int = 200
    done: Decided | None = None
    """What was decided last."""


_FINE = Told()


def pile_page(pile: Pile, at: str = "", told: Told = _FINE) -> Response:
    """The page of a pile."""
    visit, wanted = pile.visit, pile.wanted
    waiting = visit.held.case.ledger.waiting
    text = _text(pile)
    lying = waiting.pile(wanted, pile.after, CARDS + 1)
    cards = cards_of(visit, [one.claim_id for one in lying[:CARDS]])
    return case_page(
        visit,
        "desk_document.html",
        here="desk",
        status=told.status,
        pile=pile,
        text=text,
        name=_name(pile, text),
        blocks=tuple(_blocks(text, cards)) if text else (),
        cards=cards,
        current=_current(cards, told.claim or at),
        open=waiting.number(wanted),
        tones=TONES,
        tone_word=lambda tone: tone_word(tone, visit.tongue),
        more=pile.url(lying[CARDS - 1].seq) if len(lying) > CARDS else "",
        back=pile.url() if pile.after else "",
        told=told,
        may_decide=Right.DECIDE in visit.rights,
    )


def _decided(pile: Pile, claim: str) -> Decided | None:
    """A claim of the pile as it stands after a decision; null for one of another pile, or a secret."""
    try:
        card = claim_at(pile, claim)
    except NotFound:
        return None
    visit, counts = pile.visit, card.claim.status is Status.ACCEPTED
    given = visit.request.query_params.get("as_of")
    day = given or day_for(visit.held.case, card.claim.published_on).isoformat()
    norms = [(title, visit.url(f"promises/{norm}", as_of=day)) for norm, title in card.norms]
    status = capital(status_word(card.claim.status, visit.tongue))
    return Decided(card.claim.says or card.act, status, tuple(norms) if counts else ())


def _text(pile: Pile) -> Document | None:
    """The document's text; null where there is none to show. NotFound for one that nothing rests on."""
    if pile.sha256 is None:
        return None
    visit = pile.visit
    # The words of all its claims stand in it, of those that were decided on too.
    reserved = visit.held.case.ledger.waiting.reserved(pile.sha256)
    if not all(map(visit.may_read, reserved)):
        raise Forbidden(Right.SECRET)
    visit.shows(reserved)
    try:
        return read(visit, document_kept(visit, pile.sha256))
    except NotFound:
        # Claims from elsewhere may rest on a document that this case does not hold.
        if not visit.held.case.ledger.of_document(pile.sha256):
            raise
        return None


def _name(pile: Pile, text: Document | None) -> str:
    if text is not None:
        return text.title or text.name
    say = pile.visit.tongue.say
    if pile.sha256 is None:
        return say("Claims without a document")
    return say("Document {digest}, which the case does not hold", digest=pile.sha256[:12])


def _current(cards: Sequence[Card], wanted: str) -> str:
    """The id of the card that is at hand."""
    found = next((one for one in cards if wanted and one.claim.claim_id == wanted), None)
    first = found or (cards[0] if cards else None)
    return first.claim.claim_id if first else ""


@dataclass(frozen=True)
class Part:
    """A stretch of text: the tone of the act that it says, the claims whose sentence it is in."""

    text: str
    tone: str
    claims: str
    """Their anchors, parted by spaces."""
    tags: tuple[Card, ...]
    """Cards whose act ends here."""


@dataclass(frozen=True)
class Shown:
    """A paragraph, heading or item."""

    kind: str
    parts: tuple[Part, ...]


def _blocks(text: Document, cards: Sequence[Card]) -> Iterator[Shown]:
    marks = [mark for card in cards for mark in _marks(card)]
    blocks: Sequence[Block] = text.blocks or (Block(0, len(text.text)),)
    if len(text.text) > _WHOLE:
        blocks = _near(blocks, marks)
    for block in blocks:
        found = pieces((block.start, block.end), marks)
        yield Shown(block.kind, tuple(_part(text, piece, cards) for piece in found))


def _near(blocks: Sequence[Block], marks: Sequence[Mark]) -> Sequence[Block]:
    """The blocks that marks are in, from first to last, and some around."""
    starts, ends = [one.start for one in marks], [one.end for one in marks]
    if not marks:
        return blocks[: 4 * _AROUND]
    inside = [n for n, one in enumerate(blocks) if one.start < max(ends) and one.end > min(starts)]
    return blocks[max(inside[0] - _AROUND, 0) : inside[-1] + 1 + _AROUND] if inside else blocks[:_AROUND]


def _marks(card: Card) -> Iterator[Mark]:
    span = card.claim.evidence.span
    trigger = card.claim.trigger.span if card.claim.trigger else None
    if span:
        yield Mark(*span, card.number, is_act=False)
    if trigger or span:
        yield Mark(*(trigger or span or (0, 0)), card.number, is_act=True)


def _part(text: Document, piece: Piece, cards: Sequence[Card]) -> Part:
    card = cards[piece.acts[0].claim - 1] if piece.acts else None
    denied = " denied" if card and card.claim.polarity == "negative" else ""
    tone = f"{card.tone.name}{denied}" if card else ""
    anchors = " ".join(cards[number - 1].anchor for number in piece.claims)
    ending = dict.fromkeys(mark.claim for mark in piece.ending)
    tags = tuple(cards[number - 1] for number in ending)
    return Part(text.text[piece.start : piece.end], tone, anchors, tags)


@dataclass(frozen=True)
class Decision:
    """What the form of a card sends."""

    claim: Annotated[str, Form(max_length=64)]
    verdict: Annotated[str, Form(max_length=10)]
    expected: Annotated[str, Form(max_length=20)] = Status.PROPOSED.value
    why: Annotated[str, Form(max_length=2000)] = ""


@router.post("/cases/{case}/desk/{document}/decide")
def decide(pile: Deciding, decision: Annotated[Decision, Depends()]) -> Response:
    """Accept or reject one claim; nothing is overwritten that somebody else decided meanwhile."""
    visit = pile.visit
    card = claim_at(pile, decision.claim)
    if wrong := _objections(visit, card, decision):
        return pile_page(pile, told=wrong)
    follows = _next(pile, card)
    try:
        Judge(visit).decide([card.claim], _VERDICTS[decision.verdict], decision.why)
    except Overtaken as error:
        return pile_page(pile, told=overtaken(visit, error))
    return RedirectResponse(pile.url(pile.after, follows, card.claim.claim_id), 303)


def _next(pile: Pile, card: Card) -> str:
    """The claim that comes after one in the pile, else the first of the page."""
    waiting = pile.visit.held.case.ledger.waiting
    after = waiting.pile(pile.wanted, card.seq, 1) or waiting.pile(pile.wanted, pile.after, 1)
    return after[0].claim_id if after else ""


def claim_at(pile: Pile, claim: str) -> Card:
    """A claim of a pile, however it stands now; NotFound for one of another, or one that may not be read."""
    found = cards_of(pile.visit, [claim])
    if not found or found[0].hidden or found[0].claim.evidence.document != pile.sha256:
        raise NotFound
    return found[0]


def _objections(visit: Visit, card: Card, decision: Decision) -> Told | None:
    say, claim = visit.tongue.say, card.claim
    if claim.status.value != decision.expected:
        return Told(_now(visit, claim), status=409)
    if decision.verdict not in _VERDICTS:
        return Told((say("There are two decisions: accept and reject."),), claim.claim_id, 422)
    match Judge(visit).objection(claim, _VERDICTS[decision.verdict], decision.why):
        case Objection.DECIDED:
            return Told(_now(visit, claim), status=409)
        case Objection.OWN:
            own = say("You entered or corrected this claim yourself: somebody else has to accept it.")
            return Told((own,), claim.claim_id, 403)
        case Objection.NO_REASON:
            return Told((say("It bears on a promise: say why you reject it."),), claim.claim_id, 422)
    return None


def _now(visit: Visit, claim: Claim) -> tuple[str, ...]:
    """What a claim is now, where somebody was quicker."""
    say, name = visit.tongue.say, claim.says or claim.name
    status = status_word(claim.status, visit.tongue)
    told = say(
        "Somebody was quicker: “{claim}” is {status} now. Nothing was changed.", claim=name, status=status
    )
    last = visit.held.case.ledger.decisions(claim.claim_id)
    return (told, say("Decided by {name}.", name=last[-1].by)) if last else (told,)


def overtaken(visit: Visit, error: Overtaken) -> Told:
    """What claims are now that somebody else decided on in the same moment."""
    claims = visit.held.case.ledger.waiting.claims(error.now)
    lines = [line for one in claims.values() for line in _now(visit, one)]
    return Told(tuple(dict.fromkeys(lines)), status=409)


@router.post("/cases/{case}/desk/{document}/undo")
def undo(pile: Deciding) -> Response:
    """Take back one's own last step on this pile, by further decisions."""
    visit, ledger = pile.visit, pile.visit.held.case.ledger
    try:
        step = Judge(visit).undone(pile.sha256)
    except Overtaken as error:
        return pile_page(pile, told=overtaken(visit, error))
    if step is None:
        told = Told((visit.tongue.say("There is no decision of yours here to take back."),), status=409)
        return pile_page(pile, told=told)
    open_again = next((one.claim_id for one in step.back if one.status is Status.PROPOSED), "")
    made = ledger.waiting.makers([open_again]).get(open_again)
    return RedirectResponse(pile.url(before(pile, made.seq) if made else 0, open_again), 303)


def before(pile: Pile, seq: int) -> int:
    """From where on a page shows a claim: as now, unless it lies before that or after the page."""
    waiting = pile.visit.held.case.ledger.waiting
    shown = waiting.pile(pile.wanted, pile.after, CARDS)
    return pile.after if any(one.seq == seq for one in shown) else seq - 1
