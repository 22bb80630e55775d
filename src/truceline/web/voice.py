"""How a page of the console speaks: names and the engine's sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from truceline.agreement.model import Agreement
from truceline.case.names import Names
from truceline.publish.report.naming import Naming
from truceline.publish.tongue.tongue import Tongue


@dataclass(frozen=True)
class Voice(Naming):
    """Names of one case in one language."""

    agreement: Agreement
    tongue: Tongue
    names: Names = field(default_factory=Names)
    province: Callable[[str], str] = str
