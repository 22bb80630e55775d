from __future__ import annotations

from datetime import date

from tests.publish.making import agreement, assessment
from tests.publish.reading import Page

from truceline.assess.result import FrameRef
from truceline.publish.markup import text
from truceline.publish.views import controls, gather, known, per_view, shown, tabs, view_rules, views_of

PACT = agreement()


def view(**frame):
    parts = {
        "as_of": date(2030, 2, 10),
        "instruments": ("truce", "side-letter"),
        "readings": {"depth": "narrow"},
    }
    return views_of([assessment(frame=FrameRef(**{**parts, **frame}))], [])[0]


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_equal_things_are_gathered_with_all_their_views():
    assert gather([(0, "a"), (1, "b"), (2, "a")], str) == [("a", (0, 2)), ("b", (1,))]
    assert gather([(1, "a"), (1, "a")], str) == [("a", (1,))]


def test_what_is_the_same_in_two_views_is_written_once():
    assert per_view("p", [(0, text("a")), (1, text("a")), (2, text("")), (3, text("b"))]) == (
        '<p class="v i0 i1">a</p><p class="v i3">b</p>'
    )
    assert shown([4]) == "v i4"


def test_a_view_says_when_it_knew_and_what_it_left_out():
    pact = PACT
    assert known(view(), pact) == "as known now"
    assert (
        plain(known(view(known_at=pact.tempo.last_moment(date(2030, 2, 11))), pact)) == "as known 11 Feb 2030"
    )
    assert known(view(instruments=("truce",)), pact) == "as known now, truce only"
    assert known(view(readings={"depth": "wide"}), pact) == "as known now, depth: wide"


def test_every_view_has_a_control_with_a_label_and_the_last_is_chosen():
    views = views_of([assessment(date(2030, 2, n)) for n in (1, 2, 3)], ["first"])
    page = Page(controls(views, PACT) + tabs(views, PACT))
    radios = page.all("input", type="radio", name="view")
    assert [one.attributes["id"] for one in radios] == [
        label.attributes["for"] for label in page.all("label")
    ]
    assert ["checked" in one.attributes for one in radios] == [False, False, True]
    assert (radios[0].attributes["aria-label"] or "").endswith("first")


def test_each_view_hides_what_is_not_its_own():
    rules = view_rules(2)
    assert "#view-0:checked~* .v:not(.i0){display:none}" in rules
    assert "#view-1:checked~* .v:not(.i1){display:none}" in rules
