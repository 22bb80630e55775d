from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.reading import Page

from truceline.publish.markup import el, join, raw, slug, text

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'</title></svg><svg onload=alert(1)>",
    "]]><!-- --><![CDATA[",
    "&lt;b&gt; &amp; &#x3C;",
    "javascript:alert(1)",
]
# What HTML can carry: no control characters, no lone surrogates, no directional overrides.
carried = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff",
    )
)


@given(carried)
def test_text_comes_out_as_it_went_in_and_never_as_markup(words):
    page = Page(el("p", {"title": words}, words))
    assert [one.tag for one in page.elements] == ["p"]
    assert page.elements[0].text == words
    assert page.elements[0].attributes == {"title": words}


@given(st.text())
def test_any_text_at_all_gives_one_well_formed_element(words):
    page = Page(el("text", {"data-label": words}, words))
    assert [one.tag for one in page.elements] == ["text"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text_in_svg_and_in_attributes(words):
    page = Page(el("svg", {}, el("g", {"aria-label": words}, el("title", {}, words))))
    assert [one.tag for one in page.elements] == ["svg", "g", "title"]
    assert page.one("title").text == words
    assert page.one("g").attributes["aria-label"] == words


@pytest.mark.parametrize("target", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//evil", ""])
def test_a_link_that_leaves_the_web_and_the_page_is_dropped(target):
    assert el("a", {"href": target}, "x") == "<a>x</a>"


def test_links_into_the_page_and_to_the_web_stand():
    assert el("a", {"href": "#a"}) == '<a href="#a"></a>'
    assert el("a", {"href": "https://un.org"}) == '<a href="https://un.org"></a>'


def test_event_handlers_and_odd_names_are_refused():
    with pytest.raises(AssertionError):
        el("p", {"onclick": "x()"})
    with pytest.raises(AssertionError):
        el("p><script", {})
    with pytest.raises(AssertionError):
        el("br", {}, "inside")


def test_control_characters_are_replaced_and_overrides_taken_out():
    assert text("a\x00b\x1bc") == "a\ufffdb\ufffdc"
    assert text("1\u202e2\u20693") == "123"


def test_attributes_that_are_false_or_missing_are_left_out():
    assert el("input", {"checked": True, "disabled": False, "id": None, "tabindex": 0}) == (
        '<input checked tabindex="0">'
    )


def test_numbers_are_written_short_and_the_same_everywhere():
    assert text(0.1 + 0.2) == "0.3"
    assert text(3.0) == "3"
    assert text(1e-9) == "0"
    assert text(12) == "12"


def test_children_are_flattened_one_level_and_nothing_is_nothing():
    assert el("ul", {}, [el("li", {}), None, "a"], None, 2) == "<ul><li></li>a2</ul>"
    assert join(["a", None, raw("<b></b>")], "&") == "a&amp;&amp;<b></b>"


@given(st.text(max_size=8), st.text(max_size=8))
def test_ids_are_safe_and_differ_where_the_values_differ(left, right):
    assert re.fullmatch(r"[A-Za-z0-9_-]*", slug(left))
    assert (slug(left) == slug(right)) == (left == right)
