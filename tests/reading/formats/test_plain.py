import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.formats.looking import blocks, read, texts

from truceline.reading.formats.plain import blocks_of

WRAPPED = """Militants hold positions
south of the road and have not left the zone, a local source told the agency on
Monday. The army fired at them with mortars and, as the source said, "two of the
posts were destroyed".

The guarantors have not commented.
"""


def test_spans_are_code_points_of_the_file_itself():
    text = "First paragraph.\r\n\r\n\U0001f4a5 Second one,\r\nwrapped.\r\n"
    document = read(text.encode(), "r.txt")
    assert document.text == text
    assert texts(document) == ["First paragraph.", "\U0001f4a5 Second one,\r\nwrapped."]


def test_wrapped_lines_belong_together():
    assert [text.split()[0] for text in texts(read(WRAPPED))] == ["Militants", "The"]


def test_lines_that_were_never_wrapped_are_paragraphs_of_their_own():
    first = "Shelling of several villages in the south of the province went on for a third day in a row. " * 2
    text = f"{first}\nTurkey sent a convoy.\n{first}\n"
    assert len(texts(read(text))) == 3


def test_a_short_line_that_stands_alone_is_a_heading():
    text = "Situation in the north\n\nTwo posts were shelled on Monday.\n\nShort but a sentence.\n"
    assert [kind for kind, _ in blocks(read(text))] == ["heading", "paragraph", "paragraph"]


def test_a_headline_right_above_its_text_is_a_heading():
    text = "Militants shell two villages\nThe shelling began on Sunday night and went on until the morning.\n"
    assert blocks(read(text))[0] == ("heading", "Militants shell two villages")


def test_an_underlined_line_is_a_heading_without_its_line():
    assert blocks(read("Summary\n=======\nNothing was seen.\n")) == [
        ("heading", "Summary"),
        ("paragraph", "Nothing was seen."),
    ]


@pytest.mark.parametrize("mark", ["-", "*", "\u2022", "\u2013", "1.", "2)", "(a)"])
def test_list_items_leave_out_their_mark(mark):
    document = read(f"The monitors saw:\n{mark} two tanks near\n  the school;\n{mark} one mortar.\n")
    assert blocks(document)[1:] == [("item", "two tanks near\n  the school;"), ("item", "one mortar.")]


def test_a_number_that_a_wrap_put_first_is_no_item():
    text = "The groups were told to leave the demilitarised zone before October\n15. They did not leave.\n"
    assert len(texts(read(text))) == 1


@pytest.mark.parametrize("row", ["Aleppo\t3\t1", "Aleppo | 3 | 1", "| Aleppo | 3 |"])
def test_lines_in_cells_are_rows(row):
    assert [kind for kind, _ in blocks(read(f"{row}\n{row}\n"))] == ["row", "row"]


def test_rules_between_paragraphs_give_no_text():
    assert (
        texts(read("One was killed.\n-----\nTwo were hurt.\n* * *\n_____\nNone fled.\n"))[0]
        == "One was killed."
    )
    assert "_" not in "".join(texts(read("One was killed.\n_____\nNone fled.\n")))


@settings(max_examples=200)
@given(st.text(alphabet="aB .,:-*1)\t|\r\n\f\u2028\u0645\u200b=", max_size=200), st.integers(0, 20))
def test_blocks_are_in_order_do_not_overlap_and_hold_every_letter(text, start):
    end = min(start, len(text))
    left = []
    for block in blocks_of(text, end):
        assert end <= block.start < block.end <= len(text)
        left.append(text[end : block.start])
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        end = block.end
    left.append(text[end:])
    # what is in no block is blank, a rule or the mark of an item
    assert "\u0645" not in "".join(left)
