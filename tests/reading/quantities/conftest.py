from __future__ import annotations

from collections.abc import Callable

import pytest

from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.finder import find_quantities
from truceline.reading.quantities.tolls import find_tolls
from truceline.reading.span import QuantitySpan, TollSpan
from truceline.reading.tokens import tokens_of

English = Lexicon.of("en")


@pytest.fixture
def quantities() -> Callable[[str], list[QuantitySpan]]:
    return lambda text: find_quantities(tokens_of(text), English)


@pytest.fixture
def quantity(quantities) -> Callable[[str], QuantitySpan]:
    def only(text: str) -> QuantitySpan:
        (found,) = quantities(text)
        return found

    return only


@pytest.fixture
def tolls() -> Callable[[str], list[TollSpan]]:
    def read(text: str) -> list[TollSpan]:
        tokens = tokens_of(text)
        return find_tolls(tokens, find_quantities(tokens, English), English)

    return read
