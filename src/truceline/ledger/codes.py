"""A state of a ledger as a short code that two people can compare over a telephone.

`57-4KQ2-...`: the position, then 30 letters (150 bits of the SHA-256 of ledger, position and digest) and
two check letters, in groups of four. Finding two records with one code takes 2^75 attempts.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from truceline.core.canonical import canonical_json
from truceline.errors import InputError, Problem, telling
from truceline.ledger.verification import Mark

# Crockford's base 32: no I, L, O or U, so nothing is misread; what sounds or looks alike is taken as meant.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("ILO", "110")
_BITS = 5
_SAID = 30
_CHECKS = 2
_GROUP = 4
_CODE = re.compile(rf"[0-9]{{1,18}}-[{_LETTERS}]{{{_SAID + _CHECKS}}}")


class Code(NamedTuple):
    """A code as it was read out."""

    position: int
    letters: str

    @classmethod
    def of(cls, mark: Mark) -> Code:
        """The code of a state."""
        return cls(mark.position, _lettered(canonical_json(list(mark)), _SAID))

    @classmethod
    def read(cls, text: str) -> Code:
        """The code that a text gives, however it is spaced; InputError if it was misheard or is none."""
        position, _, rest = text.strip().partition("-")
        letters = re.sub(r"[\s-]", "", rest).upper().translate(_ALIKE)
        if not _CODE.fullmatch(f"{position}-{letters}"):
            told = telling(
                "a code is a position, a dash and {n} letters in groups, not {text}",
                n=_SAID + _CHECKS, text=repr(text.strip()),
            )  # fmt: skip
            raise InputError(Problem("--code", 0, "", told))
        code = cls(int(position), letters[:_SAID])
        if code.checks != letters[_SAID:]:
            raise InputError(
                Problem("--code", 0, "", "it was misheard: its last two letters do not fit the rest")
            )
        return code

    @property
    def checks(self) -> str:
        """Two letters that find a slip of the tongue."""
        return _lettered(f"{self.position}-{self.letters}".encode(), _CHECKS)

    def __str__(self) -> str:
        letters = self.letters + self.checks
        groups = (letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
        return "-".join([str(self.position), *groups])


def _lettered(content: bytes, count: int) -> str:
    number = int.from_bytes(hashlib.sha256(content).digest(), "big") >> (256 - _BITS * count)
    return "".join(_LETTERS[number >> _BITS * place & 31] for place in reversed(range(count)))
