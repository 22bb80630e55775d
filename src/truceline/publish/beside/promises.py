"""Tables of what is owed: promises, obligations of each party, postures, and the parties themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from truceline.publish.beside.columns import SHARE, Of, Row
from truceline.publish.beside.plain_text import Text
from truceline.publish.words import party_name

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.assess.result import NormStatus
    from truceline.publish.beside.licences import Licences
    from truceline.publish.report.facts import Facts


class PromiseRow(Row):
    """A promise of the agreement, whoever owes it."""

    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    title: Annotated[Text, Of("#meta+promise+name")]
    """What is promised."""
    instrument: Annotated[Text, Of("#meta+instrument")]
    """The text that it stands in."""
    authority: Annotated[Text, Of("#meta+authority")]
    """What that text is: signed, endorsed, announced or only reported."""
    para: Annotated[Text, Of("#meta+paragraph")]
    """Its paragraph there."""
    kind: Annotated[Text, Of("#meta+promise+type")]
    """A duty, or a constitutive fact: one that is not made is no breach."""
    mode: Annotated[Text | None, Of("#meta+promise+mode")]
    """Of a duty: achieve, maintain or refrain."""
    bearers: Annotated[tuple[Text, ...], Of("#org+bound+list")]
    """Ids of the parties that owe it."""
    answerable: Annotated[tuple[Text, ...], Of("#org+answerable+list")]
    """Ids of the parties that answer for them."""
    phase: Annotated[Text, Of("#status+phase")]
    """Where it is in its life: dormant, in_force, suspended, due, discharged or superseded."""
    starts: Annotated[date | None, Of("#date+start")]
    """The first day on which it binds."""
    until: Annotated[date | None, Of("#date+end")]
    """The last day on which it binds; empty: no end is known."""
    deadline: Annotated[date | None, Of("#date+due")]
    """The day by which it is to be done; empty: none is set."""
    deadline_source: Annotated[Text | None, Of("#meta+due+source")]
    """What set the deadline: the text, or a rule."""
    deadline_certain: Annotated[bool | None, Of("#meta+due+certain")]
    """Whether that is the deadline whatever becomes of the rules that may move it."""
    perhaps: Annotated[tuple[Text, ...], Of("#date+due+possible+list")]
    """Later deadlines that may apply, each with what would set it."""
    days_left: Annotated[int | None, Of("#indicator+left+num", "days")]
    """Days from the day of the report to the deadline; below nought once it is past."""
    performance: Annotated[Text, Of("#status+performance")]
    """What the evidence shows: fulfilled, partly_fulfilled, not_fulfilled or unknown."""
    degree_low: Annotated[float, Of("#indicator+shown+min", SHARE)]
    """The share of the promise that is shown to be kept."""
    degree_high: Annotated[float, Of("#indicator+shown+max", SHARE)]
    """The share that is not refuted."""
    standing: Annotated[Text, Of("#status+standing")]
    """The conclusion from phase and performance."""
    standing_before: Annotated[Text | None, Of("#status+standing+previous")]
    """The same in the report before, or on the day before the period; empty: it was not there yet."""
    branches: Annotated[tuple[Text, ...], Of("#status+standing+possible+list")]
    """Of an unresolved standing: how it can come out, and when."""
    pace: Annotated[Text | None, Of("#status+pace")]
    """How it moves: on_track, behind, stalled or lapsed."""
    depends_on_reading: Annotated[tuple[Text, ...], Of("#meta+reading+list")]
    """Unclear phrases under whose readings the standing differs."""
    marks: Annotated[tuple[Text, ...], Of("#meta+remark+list")]
    """Remarks on what it rests on."""


class ObligationRow(Row):
    """What one party owes under one promise."""

    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    title: Annotated[Text, Of("#meta+promise+name")]
    """What is promised."""
    party: Annotated[Text, Of("#org+bound+id")]
    """Id of the party that owes it."""
    party_name: Annotated[Text, Of("#org+bound+name")]
    """The party's name."""
    owed: Annotated[Literal["alone", "jointly"], Of("#meta+share")]
    """Whether the party's own share is assessed, or the promise as a whole, which it owes with others."""
    answerable: Annotated[tuple[Text, ...], Of("#org+answerable+list")]
    """Ids of the parties that answer for this one."""
    phase: Annotated[Text, Of("#status+phase")]
    """Where the promise is in its life."""
    performance: Annotated[Text, Of("#status+performance")]
    """What the evidence shows of this share."""
    degree_low: Annotated[float, Of("#indicator+shown+min", SHARE)]
    """The part of this share that is shown to be kept."""
    degree_high: Annotated[float, Of("#indicator+shown+max", SHARE)]
    """The part of it that is not refuted."""
    standing: Annotated[Text, Of("#status+standing")]
    """The conclusion for this party."""
    standing_before: Annotated[Text | None, Of("#status+standing+previous")]
    """The same in the report before, or on the day before the period."""
    pace: Annotated[Text | None, Of("#status+pace")]
    """How the promise moves."""
    deadline: Annotated[date | None, Of("#date+due")]
    """The day by which it is to be done."""
    deadline_certain: Annotated[bool | None, Of("#meta+due+certain")]
    """Whether that is the deadline whatever becomes of the rules that may move it."""
    days_left: Annotated[int | None, Of("#indicator+left+num", "days")]
    """Days from the day of the report to the deadline; below nought once it is past."""


class PostureRow(Row):
    """What one party says about one promise; words, never conduct."""

    party: Annotated[Text, Of("#org+speaker+id")]
    """Id of the party."""
    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    posture: Annotated[Text, Of("#status+posture")]
    """accepts, conditional, bargains, ambiguous, refuses or silent."""
    since: Annotated[date | None, Of("#date+start")]
    """The day of the words that this rests on."""
    says: Annotated[tuple[Text, ...], Of("#description+statement+list")]
    """What it says, in a sentence for each claim; empty in public."""
    words: Annotated[tuple[Text, ...], Of("#description+quote+list")]
    """Its words as sources have them, where they are held."""
    conditions: Annotated[tuple[Text, ...], Of("#description+condition+list")]
    """The conditions under which it says so."""
    sources: Annotated[tuple[Text, ...], Of("#meta+source+list")]
    """Who reports it."""
    claims: Annotated[tuple[Text, ...], Of("#meta+claim+id+list")]
    """Ids of the claims that it rests on."""


class PartyRow(Row):
    """A party of the agreement, or one that it speaks of."""

    party: Annotated[Text, Of("#org+id")]
    """Its id, as all tables have it."""
    name: Annotated[Text, Of("#org+name")]
    """Its name."""
    kind: Annotated[Text, Of("#org+type")]
    """state, coalition, category, armed_group, organisation, body or population."""
    roles: Annotated[tuple[Text, ...], Of("#org+role+list")]
    """What it is under the agreement."""
    member_of: Annotated[tuple[Text, ...], Of("#org+parent+list")]
    """Ids of the parties that it is part of."""


def promises(facts: Facts) -> Iterator[PromiseRow]:
    """A row for each promise, in the order of the text."""
    for one in facts.now.norms:
        first = one.due[0] if one.due else None
        was = _before(facts, one.norm)
        yield PromiseRow.of(
            one,
            deadline=first.by if first else None,
            deadline_source=first.source if first else None,
            deadline_certain=first.certain if first else None,
            perhaps=tuple(f"{due.by} ({due.source})" for due in one.due[1:]),
            days_left=_days_left(facts, one),
            degree_low=one.degree[0],
            degree_high=one.degree[1],
            standing_before=was.standing.value if was else None,
            branches=tuple(f"{branch.standing.value}: {branch.condition}" for branch in one.branches),
            depends_on_reading=tuple(one.depends_on_reading),
        )


def obligations(facts: Facts, agreement: Agreement) -> Iterator[ObligationRow]:
    """A row for each promise and each party that owes it."""
    for one in facts.now.norms:
        was = _before(facts, one.norm)
        for party in one.bearers:
            own = one.of_party(party)
            before = (was.of_party(party) or was) if was else None
            share = own or one
            guarantors = agreement.guarantors_of(party)
            yield ObligationRow.of(
                one,
                party=party,
                party_name=party_name(agreement, party),
                owed="alone" if own or len(one.bearers) == 1 else "jointly",
                answerable=tuple(each for each in one.answerable if each in guarantors) or one.answerable,
                performance=share.performance,
                degree_low=share.degree[0],
                degree_high=share.degree[1],
                standing=share.standing,
                standing_before=before.standing.value if before else None,
                deadline=one.due[0].by if one.due else None,
                deadline_certain=one.due[0].certain if one.due else None,
                days_left=_days_left(facts, one),
            )


def postures(facts: Facts, licences: Licences) -> Iterator[PostureRow]:
    """A row for each party that has said something about a promise."""
    for one in facts.now.postures:
        if not licences.allow("postures", one.claims):
            continue
        quotes = [facts.quotes[claim.claim_id] for claim in one.claims if claim.claim_id in facts.quotes]
        yield PostureRow.of(
            one,
            says=tuple(dict.fromkeys(filter(None, (claim.says for claim in one.claims)))),
            words=tuple(quote.words for quote in quotes if quote.words),
            conditions=tuple(quote.condition for quote in quotes if quote.condition),
            sources=tuple(dict.fromkeys(claim.source for claim in one.claims)),
            claims=tuple(claim.claim_id for claim in one.claims),
        )


def parties(agreement: Agreement) -> Iterator[PartyRow]:
    """A row for each party, in the order of the agreement."""
    for one in agreement.parties:
        yield PartyRow.of(one, party=one.id, name=party_name(agreement, one.id))


def _before(facts: Facts, norm: str) -> NormStatus | None:
    told = facts.before.norms if facts.before else ()
    return next((one for one in told if one.norm == norm), None)


def _days_left(facts: Facts, one: NormStatus) -> int | None:
    return (one.due[0].by - facts.as_of).days if one.due else None
