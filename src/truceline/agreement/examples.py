"""The claims that agreement tests may name: short forms in the file, and a file of whole claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from truceline.agreement.checks import NoEvent, walk
from truceline.agreement.model import Agreement, Example
from truceline.agreement.norms import Rule
from truceline.agreement.yaml_source import read_text
from truceline.errors import InputError, Problem
from truceline.evidence.acts import Act
from truceline.evidence.claim import (
    Actor,
    Attribution,
    AttributionGrade,
    Claim,
    Evidence,
    Judgement,
    Kind,
    Place,
    Quantity,
    Source,
    State,
    Thing,
    When,
)

MAX_CLAIMS_BYTES = 50_000_000
# A report of a state or a rating is not itself one of the acts an agreement forbids or asks for;
# of the vocabulary, acknowledging is nearest to what the reporter does.
_REPORTED = Act.ACKNOWLEDGE


def claims_of(agreement: Agreement, folder: Path) -> dict[str, Claim]:
    """The claims of `examples` and `examples_file`, by id or label (by claim_id without one).

    Raises InputError, with every problem, where the file is missing, unreadable or inconsistent.
    """
    claims = {example.id: claim_of(example, agreement) for example in agreement.examples}
    if agreement.examples_file is None:
        return claims
    path = folder / agreement.examples_file
    problems = []
    for row, claim in _rows(agreement, path):
        if isinstance(claim, Problem):
            problems.append(claim)
        elif claim.label in claims:
            message = f"the label `{claim.label}` is already taken"
            problems.append(Problem(str(path), row, "label", message))
        else:
            claims[claim.label or claim.claim_id] = claim
    if problems:
        raise InputError(problems)
    return claims


def _rows(agreement: Agreement, path: Path) -> Iterator[tuple[int, Claim | Problem]]:
    for row, line in enumerate(read_text(path, MAX_CLAIMS_BYTES).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            claim = Claim.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            field = ".".join(str(step) for step in first["loc"])
            yield row, Problem(str(path), row, field, first["msg"])
            continue
        if claim.recorded_at is None and claim.published_on is None:
            yield row, Problem(str(path), row, "recorded_at", "give `recorded_at` or `published_on`")
            continue
        yield row, _dated(claim, agreement).identified()


def _dated(claim: Claim, agreement: Agreement) -> Claim:
    """The claim with its `recorded_at`: without one, the end of the day it was published."""
    if claim.recorded_at is not None or claim.published_on is None:
        return claim
    return claim.recorded(agreement.tempo.last_moment(claim.published_on))


def claim_of(example: Example, agreement: Agreement) -> Claim:
    """One example as the claim it stands for (`of` null: nobody is known to have done it)."""
    actor = (Actor(text=example.of, party=example.of),) if example.of else ()
    grade = AttributionGrade.CLAIMED if example.of else AttributionGrade.NONE
    claim = Claim(
        label=example.id,
        kind=_kind(example),
        act=_act(example, agreement),
        actor=actor,
        target=(Actor(text=example.against, party=example.against),) if example.against else (),
        place=(Place(text=example.where, zone=example.where),) if example.where else (),
        time=_when(example.happened),
        polarity="negative" if example.denied and example.shows != "state" else "positive",
        attribution_grade=AttributionGrade(example.attribution or grade),
        confidence=example.confidence,
        source=Source(id=example.source.id, family=example.source.family),
        published_on=example.recorded,
        recorded_at=agreement.tempo.start_of(example.recorded),
        evidence=Evidence(cite=f"example {example.id} of the agreement file"),
        says=example.says,
    )
    return claim.model_copy(update=_content(example)).identified()


def _kind(example: Example) -> Kind:
    match example.shows:
        case "absent":
            return Kind.LOOK
        case "event":
            return Kind.EVENT
        case "judgement":
            return Kind.DECISION
        case "words":
            return Kind.STATEMENT
        case "present" | "distance" | "count" | "state":
            return Kind.OBSERVATION


def _act(example: Example, agreement: Agreement) -> Act:
    match example.shows:
        case "present" | "distance" | "count":
            return Act.PRESENCE
        case "absent":
            return Act.ABSENCE
        case "event":
            return act_of_event(example.what, agreement)
        case "words":
            return example.posture or _REPORTED
        case "state" | "judgement":
            return _REPORTED


def act_of_event(event: str, agreement: Agreement) -> Act:
    """The act that stands for an event: its first, the act of that name, else violate or implement."""
    known = agreement.event.get(event)
    if known is not None:
        return known.acts[0]
    if event in set(Act):
        return Act(event)
    return Act.VIOLATE if event in _forbidden(agreement) else Act.IMPLEMENT


def _forbidden(agreement: Agreement) -> set[str]:
    tests = (norm.when if isinstance(norm, Rule) else norm.test for norm in agreement.norms.values())
    return {check.event for test in tests if test for check in walk(test) if isinstance(check, NoEvent)}


def _content(example: Example) -> dict[str, object]:
    """What only this sort of example says."""
    match example.shows:
        case "present":
            return {"object": Thing(text=example.what, term=example.what)}
        case "absent":
            return {"object": Thing(text=example.what, term=example.what), "coverage": example.coverage}
        case "event":
            return {"event": example.what}
        case "distance":
            return _measured(example, "distance", example.km)
        case "count":
            return _measured(example, "count", example.count)
        case "state":
            of, _, state = example.what.partition(":")
            return {"state": State(of=of, state=state, holds=not example.denied)}
        case "judgement":
            rating = example.rating or "cannot_judge"
            return {"judgement": Judgement(norm=example.what, rating=rating, reason=example.says)}
        case "words":
            speaker = Attribution(by="speaker", text=example.of or "", party=example.of)
            return {"bears_on": (example.what,), "attribution": speaker}


def _measured(example: Example, kind: str, value: float | None) -> dict[str, object]:
    unit, of = ("km", example.line) if kind == "distance" else (None, example.what)
    amount = Quantity(kind=kind, unit=unit, of=of, low=value, best=value, high=value)
    return {"object": Thing(text=example.what, term=example.what), "quantity": (amount,)}


def _when(happened: str) -> When:
    first, last = days_of(happened)
    return When(text=happened, start=first, end=last, kind="on" if first == last else "during")


def days_of(happened: str) -> tuple[date, date]:
    """First and last day of `2018-10-10` or `2018-10-10/2018-10-18`; ValueError for anything else."""
    first, slash, last = happened.partition("/")
    days = date.fromisoformat(first), date.fromisoformat(last if slash else first)
    if days[1] < days[0]:
        raise ValueError(f"{happened} ends before it starts")
    return days


def claim_problems(agreement: Agreement, folder: Path) -> list[Problem]:
    """What is wrong with the claims file: unreadable rows, and ids that the agreement does not have."""
    if agreement.examples_file is None:
        return []
    path = folder / agreement.examples_file
    try:
        claims_of(agreement, folder)
    except InputError as error:
        return list(error.problems)
    return [
        Problem(str(path), row, field, f"`{name}` is no {sort} of this agreement")
        for row, claim in _rows(agreement, path)
        if isinstance(claim, Claim)
        for field, sort, name in _unknown_ids(claim, agreement)
    ]


def _unknown_ids(claim: Claim, agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    for field, actors in (("actor", claim.actor), ("target", claim.target)):
        for actor in actors:
            if actor.party is not None and actor.party not in agreement.party:
                yield field, "party", actor.party
    if claim.attribution.party is not None and claim.attribution.party not in agreement.party:
        yield "attribution", "party", claim.attribution.party
    for place in claim.place:
        if place.zone is not None and place.zone not in agreement.zone:
            yield "place", "zone", place.zone
    for norm in (*claim.bears_on, *([claim.judgement.norm] if claim.judgement else [])):
        if norm not in agreement.norms:
            yield "bears_on" if norm in claim.bears_on else "judgement", "norm", norm
