"""Rows as lines: the same text whoever writes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from truceline.core.canonical import canonical_json
from truceline.ledger.lines import LINED, instants, written

CLAIMS = LINED[0]
WORDS = st.none() | st.text(st.characters(exclude_categories=["Cs"]))
TIMES = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S.%f"))


@given(st.lists(st.tuples(WORDS, TIMES, WORDS, WORDS, st.none() | TIMES), max_size=5))
def test_a_block_is_canonical_json(lines):
    rows = [(1, number, *line) for number, line in enumerate(lines)]
    block = CLAIMS.block(rows)
    assert block == written(CLAIMS.lines(rows))
    assert block.encode() == canonical_json([list(line) for line in CLAIMS.lines(rows)])


def test_every_character_is_written_alike():
    apart = range(0xD800, 0xE000)  # halves of characters, which no text that is kept holds
    signs = [chr(point) for point in range(0x110000) if point not in apart]
    text = "".join(signs)
    assert CLAIMS.block([(1, 1, text, None, text, None, None)]) == written([(text, None, text, None, None)])


def test_bytes_and_numbers_are_not_written_as_a_text():
    for strange in (b"accepted", 7, 1.5, True):
        block = CLAIMS.block([(1, 1, "id", None, strange, None, None)])
        assert block == written([("id", None, strange, None, None)])
        assert '"YWNjZXB0ZWQ="' not in block


def test_instants_have_one_spelling():
    found = instants(("2018-10-01 12:00:00.000000", "2018-10-01 12:00:00.000000", "soon"))
    assert found == ("2018-10-01T12:00:00.000000Z", "2018-10-01T12:00:00.000000Z", "soon")
    assert instants((None, 1, True, 1.0, "2018-10-01 12:00:00")) == (
        None,
        1,
        True,
        1.0,
        "2018-10-01T12:00:00Z",
    )
