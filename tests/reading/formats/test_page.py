from datetime import date, timedelta, timezone

import pytest
from tests.counting import calls_of
from tests.reading.formats.looking import blocks, issues, read, texts

from truceline.errors import InputError

NEWS = "<p>Militants of two groups shelled posts of the army near the road late on Sunday.</p>"
MORE = "<p>Turkey said that its observers had begun to patrol the zone on the same day.</p>"
FIRST = "Militants of two groups shelled posts of the army near the road late on Sunday."
SECOND = "Turkey said that its observers had begun to patrol the zone on the same day."


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>News</title>{head}</head><body>{body}</body></html>"


BLOG = page(
    f"""
<div id="cookie-law">We use cookies to make this site work for you and to count visits. <a>OK</a></div>
<header>
<div class="site-title"><a href="/">War Blog</a></div><nav><ul><li><a>Home</a></li></ul></nav></header>
<div id="main" class="right-sidebar comments-open"><div class="post">
<h2 class="entry-title"><a href="/posts">Militants shell posts</a></h2>
<div class="entry-meta">Posted by <a>admin</a></div>
<div class="entry-content">{NEWS}<h3>Reaction</h3>{MORE}<ul><li>Two soldiers were hurt.</li></ul>
<table><tr><th>Province</th><th>Cases</th></tr><tr><td>Hama</td><td>12</td></tr></table>
<div class="sharedaddy"><h3>Share this:</h3><ul><li>Twitter</li><li>Facebook</li></ul></div>
<div id="jp-relatedposts"><h3>Related</h3>
<p>Army captured a town and killed forty fighters there last year.</p></div>
</div></div>
<h3 id="comments">2 Responses to Militants shell posts</h3>
<ol class="commentlist"><li><p>{"The army killed five thousand people there yesterday. " * 30}</p></li>
<li class="pingback">Pingback: <a>Another blog</a></li></ol>
<div id="respond"><h3>Leave a Reply</h3>
<form><p>Your email address will not be published.</p></form></div></div>
<div id="sidebar"><h2>Recent</h2><ul><li><a>Army bombs a school</a></li></ul></div>
<div id="footer">Copyright 2018. All rights reserved. Powered by WordPress.</div>
<script>var text = "Army killed ten";</script><style>p {{ color: red }}</style>"""
)


def test_only_the_post_of_a_blog_is_read():
    assert blocks(read(BLOG, "blog.html")) == [
        ("heading", "Militants shell posts"),
        ("paragraph", FIRST),
        ("heading", "Reaction"),
        ("paragraph", SECOND),
        ("item", "Two soldiers were hurt."),
        ("row", "Province | Cases"),
        ("row", "Hama | 12"),
    ]


def test_a_page_without_any_names_loses_links_and_comments_all_the_same():
    body = f"""<div>Agency | Live | Sport</div><div><div><h1>Militants shell posts</h1><div>{NEWS}
<div><a href="/x">Turkey ends its patrols in the zone</a></div>{MORE}</div>
<div><p>Read also</p><a>Army shells a town again</a></div><h3>3 comments</h3>
<div><p>The army killed five thousand people there, everybody knows that.</p></div></div></div>"""
    assert texts(read(page(body), "n.html")) == ["Militants shell posts", FIRST, SECOND]


def test_text_that_stands_right_in_a_cell_between_breaks_is_read():
    body = (
        "<table><tr><td><a>Home</a><br><a>Archive</a></td><td><b>BULLETIN</b><br><br>The ceasefire holds."
        "<br>Within the last day five shellings\nwere registered.<p>No convoys passed.</td></tr></table>"
    )
    assert blocks(read(page(body), "b.html")) == [
        ("heading", "BULLETIN"),
        ("paragraph", "The ceasefire holds."),
        ("paragraph", "Within the last day five shellings were registered."),
        ("paragraph", "No convoys passed."),
    ]


def test_preformatted_text_is_read_like_a_text_file():
    body = "<pre>\nANKARA - Turkey completed the withdrawal of\nheavy weapons.\n\nNo comment.\n</pre>"
    assert texts(read(page(body), "w.html")) == [
        "ANKARA - Turkey completed the withdrawal of\nheavy weapons.",
        "No comment.",
    ]


def test_a_raised_figure_does_not_run_into_a_number():
    assert texts(read(page("<p>The clashes killed 5<sup>12</sup> fighters.</p>"), "p.html")) == [
        "The clashes killed 5 fighters."
    ]


def test_names_that_tell_a_state_and_no_place_mislead_nobody():
    body = f'<div class="elementor-widget">{NEWS}</div><div class="no-comments has-share">{MORE}</div>'
    assert texts(read(page(body), "p.html")) == [FIRST, SECOND]


def test_a_page_whose_names_would_leave_nothing_is_read_whole():
    body = f'<div class="widget">{NEWS}</div><div class="sidebar">{MORE}</div><div class="promo">{NEWS}</div>'
    assert FIRST in texts(read(page(body), "p.html"))


@pytest.mark.parametrize(
    "body",
    ["", "<script>Army killed ten.</script><style>p{}</style>", "<img src='a.png'>", "<nav>Home</nav>"],
)
def test_a_page_without_text_says_so(body):
    with pytest.raises(InputError, match=r"p\.html"):
        read(page(body), "p.html")


def test_a_page_is_told_by_its_content_whatever_its_name():
    assert texts(read(page(NEWS), "saved.txt")) == [FIRST]
    assert texts(read(NEWS, "saved")) == [FIRST]
    assert read(f"He wrote: {NEWS}", "letter.txt").media_type == "text/plain"


def test_the_declared_encoding_is_followed():
    head = '<meta charset="windows-1251">'
    text = "\u0411\u043e\u0435\u0432\u0438\u043a\u0438 \u0432\u043e\u0448\u043b\u0438"
    document = read(page(f"<p>{text}</p>", head).encode("cp1251"), "p.html")
    assert texts(document) == [text]
    assert "bad-encoding" not in issues(document)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2018-10-15T10:00:00+03:00">',
        '<meta name="DC.date.issued" content="2018-10-15">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2018-10-15"}]}</script>',
        '<script type="application/ld+json">[{"datePublished": "2018-10-15T09:00:00Z"}]</script>',
        '<script type="application/ld+json">{broken</script><meta name="pubdate" content="October 15, 2018">',
    ],
)
def test_the_day_of_publication_comes_from_metadata(head):
    document = read(page(NEWS, head), "p.html")
    assert (document.published_on, document.published_basis) == (date(2018, 10, 15), "metadata")


@pytest.mark.parametrize(
    "element",
    [
        '<time class="entry-date" datetime="2018-10-15T10:00:00+03:00">today</time>',
        "<time pubdate>15 October 2018</time>",
        '<abbr class="published" title="2018-10-15T09:00:00+03:00">9:00 AM</abbr>',
        '<h2 class="date-header">Monday, October 15, 2018</h2>',
        '<span itemprop="datePublished" content="2018-10-15">15/10/18</span>',
    ],
)
def test_or_from_an_element_marked_as_holding_it(element):
    assert read(page(element + NEWS + MORE), "p.html").published_on == date(2018, 10, 15)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2018-10-15">',
        '<script type="application/ld+json">{"dateModified": "2018-10-15"}</script>',
        '<link rel="canonical" href="https://example.org/2018/10/15/post">',
    ],
)
def test_a_change_or_an_address_is_no_day_of_publication(head):
    document = read(page(f"<p>On 15 October 2018 two posts were shelled.</p>{NEWS}", head), "p.html")
    assert document.published_on is None
    assert "no-date" in issues(document)


def test_an_instant_is_a_day_of_the_agreements_clock():
    head = '<meta property="article:published_time" content="2018-10-15T22:30:00Z">'
    document = read(page(NEWS, head), "p.html", zone=timezone(timedelta(hours=3)))
    assert document.published_on == date(2018, 10, 16)


def test_the_shared_title_is_preferred():
    head = '<meta property="og:title" content="Militants  shell posts">'
    assert read(page(NEWS, head), "p.html").title == "Militants shell posts"
    assert read(page(NEWS), "p.html").title == "News"


@pytest.mark.parametrize(
    "tag", ["div", "b", "span", "blockquote", "table", "ul", "p", "li", "x-y", "details", "q"]
)
def test_ten_thousand_nested_tags_lose_no_text(tag):
    nested = f"<{tag}>" * 10_000 + NEWS + f"</{tag}>" * 10_000 + MORE
    document = read(page(nested), "deep.html")
    assert [FIRST in document.text, SECOND in document.text] == [True, True]


def test_signs_in_a_script_are_not_taken_for_nesting():
    script = "<script>" + "if (a<b && c>d) e();" * 500 + "</script>"
    document = read(page(script + NEWS + "<h2>Head</h2>" + MORE), "p.html")
    assert "deep-nesting" not in issues(document)
    assert ("heading", "Head") in blocks(document)


@pytest.mark.parametrize(
    "part", ["<div ", "<!-- ", "<a href='", "<p class='x' ", "&", "<![CDATA[", "<table><tr><td>"]
)
def test_a_mass_of_broken_markup_takes_work_in_proportion(part):
    def calls(times):
        return calls_of(lambda: read(page(NEWS + part * times), "broken.html"))

    calls(10)  # what is made when first met
    assert calls(50_000) < 15 * calls(5_000)
    assert FIRST in read(page(NEWS + part * 50_000), "broken.html").text


def test_a_page_of_more_than_twenty_megabytes_is_refused():
    with pytest.raises(InputError, match="20 MB"):
        read(page("x" * (21 << 20)), "huge.html")
