from datetime import date

import pytest
from tests.reading.formats.looking import blocks, issues, read, texts
from tests.reading.formats.print_shop import Put, column, pdf, protected

from truceline.errors import InputError

PROSE = """
The mission recorded more ceasefire violations than in the previous reporting
period. Its monitors saw two howitzers in violation of withdrawal lines near the
railway station.
"""


def numbered(count: int) -> list[list[Put]]:
    """Pages with a running head, a foot with the page's number, and text of their own."""
    return [
        [
            Put("Daily report of the mission", y=800, size=9),
            *column(
                f"On day {n} the monitors of team {n} heard {n + 3} explosions to the north of\nthe camera."
            ),
            Put(f"Page {n} of {count}", x=270, y=30, size=9),
        ]
        for n in range(1, count + 1)
    ]


def test_wrapped_lines_become_one_paragraph_with_its_page():
    document = read(pdf([column(PROSE)]), "r.pdf")
    assert texts(document) == [" ".join(PROSE.split())]
    assert document.blocks[0].page == 1
    assert document.media_type == "application/pdf"


def test_headers_footers_and_page_numbers_that_repeat_are_left_out():
    document = read(pdf(numbered(4)), "r.pdf")
    assert len(document.blocks) == 4
    assert "Daily report" not in document.text
    assert "Page" not in document.text
    assert [block.page for block in document.blocks] == [1, 2, 3, 4]


def test_a_running_head_that_names_the_chapter_is_told_by_its_page_number():
    pages = [
        [Put(f"Chapter of day {chr(64 + n)}", y=800, size=9), Put(str(n + 2), 500, 800, 9), *column(PROSE)]
        for n in range(1, 5)
    ]
    assert "Chapter" not in read(pdf(pages), "r.pdf").text


def test_a_line_that_stands_at_the_top_of_one_page_only_stays():
    pages = [[Put(f"Situation in region {name}", y=800, size=14), *column(PROSE)] for name in ("A", "B", "C")]
    assert texts(read(pdf(pages), "r.pdf"))[0] == "Situation in region A"


def test_a_word_broken_at_a_lines_end_is_joined():
    text = (
        "The withdrawal of heavy weapons from the demili-\ntarised zone has begun on both sides of the line."
    )
    assert "demilitarised zone" in read(pdf([column(text)]), "r.pdf").text


def test_a_compound_broken_at_its_own_hyphen_keeps_it():
    text = (
        "Shells fell on north-eastern villages and, as residents told, on the north-\n"
        "western ones too. In the district of Jisr al-\nShughur nobody was hurt."
    )
    read_text = read(pdf([column(text)]), "r.pdf").text
    assert "north-western" in read_text
    assert "al-Shughur" in read_text


def test_a_paragraph_runs_on_over_the_pages_end():
    pages = [column("The two sides agreed that the patrols along the road would"), column("begin on Monday.")]
    assert texts(read(pdf(pages), "r.pdf")) == [
        "The two sides agreed that the patrols along the road would begin on Monday."
    ]


def test_larger_or_bold_lines_are_headings():
    page = [Put("Summary", y=740, size=16), *column(PROSE), Put("Casualties", y=640, bold=True)]
    page += column("Two civilians were injured on 3 October, the hospital said, one of them badly.", top=622)
    assert [kind for kind, _ in blocks(read(pdf([page]), "r.pdf"))] == [
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_marked_lines_are_items_without_their_marks():
    page = column(
        "The monitors saw:\n\u2022 two tanks near the school;\n\u2022 one mortar (82 mm) in the yard."
    )
    assert blocks(read(pdf([page]), "r.pdf"))[1:] == [
        ("item", "two tanks near the school;"),
        ("item", "one mortar (82 mm) in the yard."),
    ]


def test_cells_far_apart_make_rows():
    page = [
        put
        for n, (name, count) in enumerate((("Province", "Cases"), ("Aleppo", "3"), ("Hama", "12")))
        for put in (Put(name, 72, 700 - 16 * n), Put(count, 300, 700 - 16 * n))
    ]
    assert blocks(read(pdf([page]), "r.pdf")) == [
        ("row", "Province | Cases"),
        ("row", "Aleppo | 3"),
        ("row", "Hama | 12"),
    ]


LEFT = """
The army said on Monday that
militants had fired at three of
its posts. No one was injured
by the fire. The posts stand
near the road to the north.
"""
RIGHT = """
Turkey said that observers had
begun to patrol the zone. They
will stay until December and
report each day to both of the
guarantors of the agreement.
"""


def test_two_columns_drawn_one_after_the_other_are_read_so():
    page = [*column(LEFT, x=72), *column(RIGHT, x=320)]
    assert " ".join(read(pdf([page]), "r.pdf").text.split()) == " ".join(f"{LEFT} {RIGHT}".split())


def test_two_columns_drawn_line_by_line_are_unwoven():
    pairs = zip(column(LEFT, x=72), column(RIGHT, x=320), strict=True)
    page = [put for pair in pairs for put in pair]
    assert " ".join(read(pdf([page]), "r.pdf").text.split()) == " ".join(f"{LEFT} {RIGHT}".split())


def test_the_raised_figure_of_a_footnote_does_not_run_into_a_number():
    page = [
        Put("The clashes killed 5", 72, 700),
        Put("12", 176, 705, 6),
        Put("fighters on Monday.", 190, 700),
    ]
    document = read(pdf([page]), "r.pdf")
    assert "512" not in document.text
    assert "killed 5 fighters" in document.text


def test_pages_without_a_text_layer_are_named():
    document = read(pdf([column(PROSE), [], column(PROSE), []]), "r.pdf")
    assert issues(document)["no-text-layer"].startswith("2 of 4 pages have no text layer")
    assert "2, 4" in issues(document)["no-text-layer"]


def test_a_file_without_any_text_layer_says_that_it_needs_ocr():
    with pytest.raises(InputError, match=r"scan\.pdf.*needs OCR"):
        read(pdf([[], []]), "scan.pdf")


def test_a_protected_file_is_refused_with_the_reason():
    with pytest.raises(InputError, match="encrypted"):
        read(protected(), "secret.pdf")


@pytest.mark.parametrize("share", [0.2, 0.6])
def test_a_cut_file_is_refused_or_read_but_never_breaks(share):
    whole = pdf(numbered(6))
    try:
        document = read(whole[: int(len(whole) * share)], "cut.pdf")
    except InputError as error:
        assert "PDF" in str(error) or "text layer" in str(error)  # noqa: PT017 - either end is right
    else:
        assert document.blocks


def test_the_day_a_file_was_made_is_not_the_day_of_publication():
    document = read(
        pdf([column(PROSE)], info="/CreationDate (D:20181016090000Z) /Title (Daily report)"), "r.pdf"
    )
    assert document.published_on is None
    assert document.title == "Daily report"
    assert "created on 2018-10-16" in issues(document)["no-date"]


def test_the_given_day_needs_no_hint():
    data = pdf([column(PROSE)], info="/CreationDate (D:20181016090000Z)")
    document = read(data, "r.pdf", published=date(2018, 10, 15))
    assert (document.published_on, document.published_basis) == (date(2018, 10, 15), "given")
    assert not issues(document)


def test_three_hundred_pages_tell_their_progress():
    told = []
    data = pdf([[*page, *column(PROSE * 4, top=600)] for page in numbered(300)])
    document = read(data, "long.pdf", progress=lambda done, total: told.append((done, total)))
    assert told[0] == (1, 300)
    assert told[-1] == (300, 300)
    assert document.blocks[-1].page == 300
