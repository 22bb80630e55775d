from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from truceline.publish.labels import Labels

spots = st.lists(
    st.tuples(st.floats(0, 400), st.floats(0, 300), st.text("abcdefgh ", min_size=1, max_size=20)),
    max_size=30,
)


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@given(spots)
def test_names_never_cover_each_other_or_leave_the_drawing(found):
    labels = Labels(400, 300)
    labels.block((0, 250, 120, 300))
    for x, y, words in found:
        labels.place(x, y, words, 10, "town")
    boxes = labels.taken
    assert all(apart(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 400 and box[3] <= 300 for box in boxes)


def test_a_name_keeps_to_the_right_while_there_is_room_and_then_goes_left():
    labels = Labels(400, 300)
    first = labels.place(200, 150, "Ford", 10, "town")
    second = labels.place(200, 150, "Mill", 10, "town")
    assert first is not None
    assert 'text-anchor="start"' in first
    assert second is not None
    assert 'text-anchor="end"' in second


def test_a_name_with_no_room_is_left_out():
    labels = Labels(40, 20)
    assert labels.place(20, 10, "A very long name of a place", 10, "town") is None


def test_a_name_stands_clear_of_the_symbol_over_its_place():
    labels = Labels(400, 300, discs=[(200, 150, 20.0)])
    assert 'x="225.0"' in (labels.place(200, 150, "Ford", 10, "town") or "")
