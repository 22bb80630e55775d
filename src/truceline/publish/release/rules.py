"""What a case releases, as its settings file says; the least that this program demands cannot be lowered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationError

from truceline.agreement.model import Agreement
from truceline.agreement.structure import problems_of
from truceline.agreement.yaml_source import Node, read_yaml
from truceline.errors import InputError, Problem
from truceline.evidence.claim import AttributionGrade
from truceline.evidence.strict import Strict

FORMAT: Final = "truceline/release/1"
SETTINGS: Final = "release.yaml"
"""What the settings file is called in a case's folder."""
Named = Annotated[str, Field(min_length=1, max_length=200)]


class Naming(Strict):
    """That a party may be named for an incident: on what basis, and since when it knows."""

    incident: Named
    """The incident's handle, or the label of one of its claims."""
    party: Named
    basis: Annotated[str, Field(min_length=1, max_length=2000)]
    """What it rests on; stands in the register as the entry's reason."""
    told_on: date
    """The day on which the party was told what will be said."""
    replied: bool = False
    """Whether it has replied; then nobody needs to wait any longer."""


class Rules(Strict):
    """How public facts are made from private ones."""

    format: Literal["truceline/release/1"] = FORMAT
    delay_hours: Annotated[int, Field(ge=72, le=8760)] = 72
    """How long positions of weapons, forces and patrols are kept back."""
    town_km: Annotated[float, Field(ge=2, le=50)] = 2.0
    """Edge of the squares that points in towns are told by."""
    open_km: Annotated[float, Field(ge=5, le=100)] = 5.0
    """Elsewhere the truth may lie anywhere in an area no smaller than a square with this edge."""
    least: Annotated[int, Field(ge=3, le=1000)] = 3
    """Fewer people than this are not told with their place."""
    reply_days: Annotated[int, Field(ge=7, le=365)] = 7
    """How long a party has to reply before it is named."""
    grades: tuple[Literal["confirmed", "assessed"], ...] = ("confirmed", "assessed")
    """How well it must be known who did it."""
    families: tuple[Named, ...] = ()
    """Source families that may be named, such as a ministry that publishes bulletins."""
    licences: tuple[Named, ...] = ()
    """Licences of claims that may be passed on; a claim without a licence may be, too."""
    named: tuple[Naming, ...] = ()

    def names(self, grade: AttributionGrade) -> bool:
        """Whether it is well enough known who did it."""
        return grade.value in self.grades


def rules_of(folder: Path, agreement: Agreement) -> Rules:
    """The rules of a case; the plain ones where it has no settings file.

    InputError with every problem: file, line, field and what is allowed.
    """
    path = folder / SETTINGS
    if not path.exists():
        return Rules()
    root, problems = read_yaml(path)
    if problems:
        raise InputError(problems)
    if root.get("format").plain() != FORMAT:
        told = "the file says which format it is in"
        raise InputError(Problem(str(path), root.get("format").line, "format", told, (FORMAT,)))
    try:
        rules = Rules.model_validate_json(json.dumps(root.plain()), strict=True)
    except ValidationError as error:
        raise InputError(problems_of(error, root, str(path), _schema)) from None
    if strangers := list(_strangers(rules, root, str(path), agreement)):
        raise InputError(strangers)
    return rules


def _schema() -> dict[str, Any]:
    return Rules.model_json_schema()


def _strangers(rules: Rules, root: Node, file: str, agreement: Agreement) -> Iterator[Problem]:
    """Names that the agreement does not know."""
    for number, one in enumerate(rules.named):
        if one.party not in agreement.party:
            node = root.walk(("named", number, "party")) or root
            told = f"{one.party!r} is no party"
            yield Problem(file, node.line, f"named[{number}].party", told, tuple(agreement.party))
