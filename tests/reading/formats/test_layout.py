from tests.reading.formats.looking import read
from tests.reading.formats.print_shop import column, pdf

from truceline.reading.formats.layout import pieces_of
from truceline.reading.formats.lines import Line
from truceline.reading.formats.paged import _clean

FULL = "The mission recorded more ceasefire violations than in the period before that one."


def line(text: str, bottom: float, *, page: int = 1, left: float = 72, broken: bool = False) -> Line:
    return Line(text, page, left, left + 5.5 * len(text), bottom, 12, 842, (text,), broken)


def test_no_lines_make_no_pieces():
    assert list(pieces_of([])) == []


def test_an_indented_line_after_a_full_stop_begins_a_paragraph():
    lines = [line(FULL, 700), line(FULL, 686), line(FULL, 672, left=100), line(FULL, 658)]
    assert len(list(pieces_of(lines))) == 2


def test_a_wider_gap_begins_a_paragraph():
    assert len(list(pieces_of([line(FULL, 700), line(FULL, 686), line(FULL, 650), line(FULL, 636)]))) == 2


def test_a_sentence_that_ends_with_its_column_ends_the_paragraph():
    assert len(list(pieces_of([line(FULL, 100), line(FULL, 700, left=320)]))) == 2


def test_a_word_broken_over_a_page_is_joined_if_the_document_has_it_whole():
    first = line("The demilitarised zone holds, and the demili", 100, broken=True)
    assert [piece.text for piece in pieces_of([first, line("tarised area.", 700, page=2)])] == [
        "The demilitarised zone holds, and the demilitarised area."
    ]


def test_a_range_of_numbers_broken_at_its_hyphen_keeps_it():
    page = column(
        "The weapons are to be withdrawn to a distance of not less than 10-\n15 kilometres from it."
    )
    assert "10-15 kilometres" in read(pdf([page]), "r.pdf").text


def test_ligatures_and_letter_shapes_become_letters():
    assert _clean("\ufb01ve  \ufee3\ufee6") == "five \u0645\u0646"
