"""How a page of the console speaks: names and the engine's sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from truceline.agreement.model import Agreement
from truceline.case.names import Names
from truceline.mechanism.kinds import KINDS
from truceline.publish.report.naming import Naming
from truceline.publish.tongue.tongue import Tongue
from truceline.web.console.mechanism_words import act_name


@dataclass(frozen=True)
class Voice(Naming):
    """Names of one case in one language."""

    agreement: Agreement
    tongue: Tongue
    names: Names = field(default_factory=Names)
    province: Callable[[str], str] = str

    def whatever(self, name: str) -> str:
        """Something that may be said, by whichever name it has; an id that is none of the case's stays."""
        law = self.agreement
        for ids, told in (
            (law.party, self.party), (law.zone, self.zone), (law.term, self.category),
            (law.norms, self.promise), (KINDS, self.deed),
        ):  # fmt: skip
            if name in ids:
                return told(name)
        return self.tongue.term(name)

    def deed(self, kind: str) -> str:
        """What a kind of act is called on buttons."""
        return act_name(kind, self.tongue)
