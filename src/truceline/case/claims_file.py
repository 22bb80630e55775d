"""Claims that a person wrote: JSON lines of whole claims, or a YAML list in the short form.

Unlike rows of a table they are read strictly: a claim somebody supposes, or a bundled case brings,
must be right in every field, so everything wrong is reported at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from truceline.agreement.examples import claim_of
from truceline.agreement.model import Agreement, Example
from truceline.agreement.yaml_source import Node, read_yaml
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim
from truceline.evidence.query import norms_of, parties_of
from truceline.intake.json_text import json_value
from truceline.intake.times import epochs, implausible

_YAML = (".yaml", ".yml")
_JSON_LINES = (".jsonl", ".ndjson", ".json")
LISTED = "examples"
"""The key under which a YAML file lists claims, as in an agreement file."""


def read_claims(path: Path, agreement: Agreement) -> list[Claim]:
    """All claims of a file; InputError names file and line of everything wrong with it."""
    suffix = path.suffix.casefold()
    if suffix in _YAML:
        found = _from_yaml(path, agreement)
    elif suffix in _JSON_LINES:
        found = _from_lines(path)
    else:
        problem = Problem(str(path), 0, "", "claims stand in JSON lines or YAML", (*_JSON_LINES, *_YAML))
        raise InputError(problem)
    claims: list[Claim] = []
    problems: list[Problem] = []
    for line, one in found:
        if isinstance(one, Claim):
            claims.append(one.identified())
            problems.extend(_strangers(one, agreement, str(path), line))
        else:
            problems.extend(one)
    if problems:
        raise InputError(problems)
    if not claims:
        raise InputError(Problem(str(path), 0, "", "there is no claim in it"))
    return claims


Found = Claim | list[Problem]


def _strangers(claim: Claim, agreement: Agreement, file: str, line: int) -> Iterator[Problem]:
    """Ids that the agreement does not know: a claim that names one would count for nothing."""
    named = (
        ("party", sorted(parties_of(claim)), agreement.party),
        ("norm", sorted(norms_of(claim)), agreement.norms),
        ("zone", [place.zone for place in claim.place if place.zone], agreement.zone),
    )
    for field, ids, known in named:
        for one in ids:
            if one not in known:
                yield Problem(file, line, field, f"the agreement has no {field} {one!r}", tuple(known))


def _from_lines(path: Path) -> Iterator[tuple[int, Found]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, _claim_of_line(path, number, line)
    except OSError as error:
        message = f"it cannot be read: {error.strerror}"
        raise InputError(Problem(str(path), 0, "", message)) from error


def _claim_of_line(path: Path, number: int, line: bytes) -> Found:
    try:
        content = json_value(line.decode())
    except (ValueError, RecursionError) as error:
        return [Problem(str(path), number, "", f"no JSON object: {error}")]
    try:
        claim = Claim.model_validate_json(line, strict=True)
    except ValidationError as error:
        return _problems(path, error, number)
    wrong = (*epochs(content), *implausible(claim))
    unlikely = [Problem(str(path), number, one.field, one.message) for one in wrong]
    return unlikely or claim


def _from_yaml(path: Path, agreement: Agreement) -> Iterator[tuple[int, Found]]:
    root, problems = read_yaml(path)
    if problems:
        raise InputError(problems)
    listed = root.get(LISTED)
    if not listed.items:
        problem = Problem(str(path), root.line, LISTED, "give the claims as a list under this key")
        raise InputError(problem)
    for node in listed.items:
        yield node.line, _claim_of_node(path, node, agreement)


def _claim_of_node(path: Path, node: Node, agreement: Agreement) -> Found:
    try:
        # As in an agreement file: JSON mode, strict, turns ISO text into days and nothing else.
        example = Example.model_validate_json(json.dumps(node.plain()), strict=True)
    except ValidationError as error:
        return _problems(path, error, node)
    try:
        return claim_of(example, agreement)
    except ValueError as error:
        return [Problem(str(path), node.line, f"{example.id}.happened", str(error))]


def _problems(path: Path, error: ValidationError, where: int | Node) -> list[Problem]:
    """Every complaint of a model, at its line (of a YAML node: of the very field)."""
    problems = []
    for found in error.errors(include_url=False, include_input=False):
        steps = found["loc"]
        line = where if isinstance(where, int) else (where.walk(steps) or where).line
        problems.append(Problem(str(path), line, ".".join(map(str, steps)), found["msg"]))
    return problems
