"""Load an agreement file: read, expand, type, cross-check - and say everything that is wrong at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from truceline.agreement.crosscheck import crosscheck
from truceline.agreement.draft import Draft
from truceline.agreement.examples import claim_problems
from truceline.agreement.expand import Expansion
from truceline.agreement.model import Agreement
from truceline.agreement.remembered import remembered
from truceline.agreement.structure import parse
from truceline.agreement.yaml_source import read_yaml
from truceline.errors import InputError, Problem


@dataclass(frozen=True)
class Loaded:
    """An agreement that holds together, and what its author may still want to know."""

    agreement: Agreement
    folder: Path
    """The folder that the file's own `file:` paths are relative to."""
    warnings: tuple[Problem, ...]
    """What may leave a status unknown: missing maps, undefined terms and events."""
    draft: Draft
    """The file as written, for the line of a remark."""


def load_agreement(path: Path) -> Agreement:
    """The agreement in a file, read once a process; raises InputError with every problem found."""
    path = Path(path)
    return remembered(path, lambda: read_agreement(path).agreement)


def read_agreement(path: Path) -> Loaded:
    """The agreement with its folder and warnings; raises InputError with every problem found."""
    path = Path(path)
    file = str(path)
    root, problems = read_yaml(path)
    expansion = Expansion(file)
    root = expansion.of(root)
    agreement, misshapen = parse(root, file)
    draft = Draft(root, file, path.parent)
    crosscheck(draft)
    problems = [*problems, *expansion.problems, *misshapen, *draft.errors]
    if agreement is not None and not draft.errors:
        problems += claim_problems(agreement, path.parent)
    if problems or agreement is None:
        # The agreement's own problems first, line by line; then those of the files it names.
        raise InputError(sorted(set(problems), key=lambda one: (one.file != file, one)))
    return Loaded(agreement, path.parent, tuple(sorted(draft.warnings)), draft)
