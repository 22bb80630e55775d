"""The marked report: safe, self-contained, every mark leading to its claim, nested marks taken apart."""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from collections import Counter
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.making import agreement, node, part, status
from tests.publish.reading import Page
from tests.publish.test_markup import HOSTILE

from truceline.case.reviewing import Change, Effect
from truceline.evidence.claim import Claim, Modality
from truceline.evidence.issue import Issue
from truceline.publish.marked import marked_page
from truceline.publish.pieces import Mark, marks_of, pieces
from truceline.publish.slots import slots
from truceline.publish.tones import TONES, tag, tone_of
from truceline.reading.document import Block, Document
from truceline.reading.reader import Reading

PACT = agreement()
TEXT = "A heading\nNorth carried out an attack on South.\nIt was quiet."


def claim(words, text=TEXT, **fields):
    start = text.index(words)
    line = text.rfind("\n", 0, start) + 1
    return Claim.model_validate(
        {
            "kind": "event",
            "act": "attack",
            "trigger": {"text": words, "span": (start, start + len(words))},
            "actor": ({"text": "North", "span": (line, line + 5), "party": "north"},),
            "source": {"id": "post", "family": "post"},
            "evidence": {"span": (line, line + 37), "quote": "x"},
            "made_by": {"reader": "a reader", "rules": ("act:attack", "light verb")},
            "bears_on": ("guns-out",),
            "status": "proposed",
            **fields,
        }
    ).identified()


def reading(claims=None, text=TEXT, issues=(), title=""):
    blocks, at = [], 0
    for number, row in enumerate(text.split("\n")):
        blocks.append(Block(at, at + len(row), "paragraph" if number else "heading"))
        at += len(row) + 1
    document = Document(
        name="report.txt", text=text, sha256="0" * 64, media_type="text/plain", title=title,
        published_on=date(2030, 1, 15), published_basis="given", blocks=tuple(blocks), issues=(),
    )  # fmt: skip
    default = (claim("carried out an attack"), claim("attack", modality="refused", act="shell"))
    return Reading(document, (), default if claims is None else tuple(claims), tuple(issues))


def change(norm="guns-out", name=None, **after):
    make = (lambda **fields: part(name, **fields)) if name else (lambda **fields: status(norm, **fields))
    return Change(norm, name, make(), make(**after))


def written(read=None, changes=()):
    return marked_page(PACT, read or reading(), Effect(date(2030, 1, 15), (), tuple(changes)))


PLAIN = written(
    reading(issues=[Issue(file="report.txt", row=0, kind="no-date", message="none told", effect="flagged")]),
    [change(standing="breached"), change(name="north", standing="breached"), change("line-drawn")],
)
READ = Page(PLAIN)


# The page --------------------------------------------------------------------------------------------


def test_every_mark_leads_to_its_claim():
    tags = list(READ.all("a", class_="tag"))
    assert [(one.text, one.attributes["href"]) for one in tags] == [("A1", "#c1"), ("X2", "#c2")]
    assert {one.attributes["id"] for one in READ.all("details", class_="card")} == {"c1", "c2"}
    assert tags[1].attributes["aria-label"] == "Claim 2: shell, refused, completed"


def test_the_text_stands_as_it_was_read():
    said = [one for one in READ.elements if "said" in (one.attributes.get("class") or "").split()]
    tagless = [re.sub(r"\u00ac?[A-Z]\d+", "", one.text) for one in said]
    assert tagless == TEXT.split("\n")
    assert [one.tag for one in said] == ["h3", "p", "p"]


def test_a_mark_inside_another_has_its_own_colour_and_shows_the_outer_one():
    marks = [(one.text, one.attributes["class"]) for one in READ.all("mark")]
    assert marks == [("carried out an ", "t-a"), ("attack", "t-x in-a")]


def test_a_card_tells_slots_norms_and_rules():
    card = READ.all("details", class_="card")[0].text
    for words in ("Attack", "asserted, completed", "North (north)", "(guns-out)", "act:attack; light verb"):
        assert words in card


def test_the_legend_has_every_modality_with_its_count():
    legend = READ.one("ul", class_="signs").text
    assert legend.count("(1)") == 2
    assert legend.count("(0)") == len(TONES) - 2


def test_statuses_stand_before_and_after():
    rows = READ.all("tr", class_="changed")
    assert len(rows) == 2
    assert "Unproven" in rows[0].text
    assert "Breached" in rows[0].text
    assert "the same" in READ.one("tr", class_="same").text


def test_a_weight_that_just_misses_the_standard_does_not_read_as_met():
    weak = node("unknown", support=0.0, opposition=0.7499)
    page = Page(written(changes=[change(proof=weak)]))
    assert "<0.75" in page.one("tr", class_="same").text


def test_where_nothing_bears_on_a_promise_that_is_told():
    assert "No status changes" in Page(written(reading(claims=[]))).one("section", id="statuses").text


def test_doubts_are_shown_where_there_are_any():
    assert "none told" in READ.one("section", id="doubts").text
    assert Page(written()).all("section", id="doubts") == []


def test_the_policy_admits_only_this_style_and_this_script():
    (policy,) = [
        one for one in READ.all("meta") if one.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    told = policy.attributes["content"] or ""
    assert told.startswith("default-src 'none'; ")
    for name in ("style", "script"):
        content = READ.one(name).text.encode()
        assert f"{name}-src 'sha256-{b64encode(sha256(content).digest()).decode()}'" in told


def test_nothing_is_loaded_and_nothing_is_sent():
    assert not READ.all("link") + READ.all("img") + READ.all("iframe") + READ.all("form") + READ.all("base")
    assert not any("src" in one.attributes or "style" in one.attributes for one in READ.elements)
    assert all(
        str(one.attributes["href"]).startswith("#") for one in READ.elements if "href" in one.attributes
    )
    own = READ.one("style").text + READ.one("script").text
    assert not re.search(r"url\((?!#)|@import|fetch\(|XMLHttpRequest|https?:", own)


def test_every_id_is_one_of_a_kind_and_every_link_arrives():
    ids = [one.attributes["id"] for one in READ.elements if "id" in one.attributes]
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    assert {str(one.attributes["href"])[1:] for one in READ.elements if "href" in one.attributes} <= set(ids)


def test_every_modality_has_colours_in_light_and_in_dark():
    css = READ.one("style").text
    for tone in TONES:
        letter = tone.letter.lower()
        assert f".t-{letter}{{" in css
        assert f".in-{letter}{{" in css
        assert len(re.findall(rf"--{letter}-b:#", css)) == 2
    assert "@media print" in css


def test_the_same_input_gives_the_same_bytes():
    assert written() == written()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_change_nothing_but_the_words(words):
    def page(name):
        text = f"Head\n{name} attacked."
        actor = ({"text": name, "span": (5, 5 + len(name)), "party": None},)
        made_by = {"reader": name, "rules": (name,)}
        one = claim("attacked", text, actor=actor, made_by=made_by, source={"id": name, "family": name})
        issue = Issue(file=name, row=0, kind="kind", message=name, effect="flagged")
        return Page(written(reading([one], text, [issue], title=name)))

    hostile, tame = page(words), page("abc")
    assert Counter(one.tag for one in hostile.elements) == Counter(one.tag for one in tame.elements)
    assert hostile.one("h1").text == words


def test_words_that_run_from_right_to_left_set_their_own_direction():
    text = "عنوان\nقصف الجنوب الشمال."
    page = Page(written(reading([claim("قصف", text, actor=())], text)))
    assert page.one("mark").text == "قصف"
    assert {one.attributes["dir"] for one in page.elements if "said" in str(one.attributes.get("class"))} == {
        "auto"
    }


# Tones and pieces ------------------------------------------------------------------------------------


def test_every_modality_has_a_letter_of_its_own():
    assert {tone.modality for tone in TONES} == set(Modality)
    assert len({tone.letter for tone in TONES}) == len(TONES)
    denied = claim("attack", polarity="negative")
    assert (tag(denied, 7), tone_of(denied).name) == ("\u00acA7", "t-a")


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.booleans()), max_size=8),
    st.integers(0, 30),
    st.integers(1, 30),
)
def test_pieces_cover_the_stretch_once_in_order(given_marks, start, length):
    marks = [
        Mark(first, first + many, number, is_act=acts)
        for number, (first, many, acts) in enumerate(given_marks, start=1)
    ]
    found = list(pieces((start, start + length), marks))
    assert (found[0].start, found[-1].end) == (start, start + length)
    assert all(one.end == other.start for one, other in itertools.pairwise(found))
    for piece in found:
        over = {m.claim for m in marks if m.start <= piece.start and piece.end <= m.end}
        assert set(piece.claims) == over
    ended = Counter(mark.claim for piece in found for mark in piece.ending)
    inside = [m for m in marks if m.is_act and m.start < start + length and start < m.end]
    assert ended == Counter(mark.claim for mark in inside)


def test_marks_are_of_acts_and_of_slots():
    one = claim("attack")
    assert [(mark.claim, mark.is_act) for mark in marks_of([one])] == [(1, False), (1, True)]
    assert marks_of([claim("attack", trigger=None, actor=())]) == []


# Slots -----------------------------------------------------------------------------------------------


def told(**fields):
    return {slot.name: slot.text for slot in slots(claim("attack", **fields))}


def test_slots_tell_words_and_what_they_stand_for():
    found = told(
        target=({"text": "bandits"},),
        object={"text": "guns", "term": "guns"},
        place=(
            {"text": "north of Ford", "base": "Ford", "direction": "N", "adm1": "Riverside"},
            {"zone": "strip", "role": "origin"},
        ),
        time={"text": "on Monday", **DAYS},
        attribution={"by": "speaker", "text": "a spokesman", "party": "south"},
    )
    assert found["who"] == "North (north)"
    assert found["whom"] == "bandits (no party)"
    assert found["what"] == "guns"
    assert found["where"] == "north of Ford (N Ford, Riverside)"
    assert found["from"] == "strip"
    assert found["when"] == "on Monday (14 Jan 2030)"
    assert found["word of"] == "a spokesman (south)"


DAYS = {"start": date(2030, 1, 14), "end": date(2030, 1, 14)}


def test_quantities_keep_their_bounds():
    found = told(
        quantity=(
            {"text": "about ten", "best": 10.0, "approx": True},
            {"text": "5 km", "kind": "distance", "unit": "km", "low": 5.0, "high": 6.0, "status": "target"},
            {"text": "most", "kind": "partitive", "low": 0.5, "high": 1.0},
        ),
        casualties={"killed": {"best": 2}, "injured": {"low": 3}},
    )
    assert found["how many"] == "about ten (about 10)"
    assert found["how far"] == "5 km (5-6 km, aimed at)"
    assert found["share"] == "most (50-100%)"
    assert (found["killed"], found["injured"]) == ("2", "at least 3")


def test_times_that_are_not_resolved_say_so():
    assert told(time={"text": "on Monday"})["when"] == "on Monday (day not resolved)"
    assert told(time={"text": "daily", "kind": "habitual"})["when"] == "daily (habitual)"
    assert told(attribution={"by": "agreement"})["word of"] == "the agreement's text"


def test_what_an_observer_noted_is_told():
    noted = {"detection": "heard", "fire": "outgoing", "bearing": "NE", "distance_low_km": 2.0,
             "distance_high_km": 4.0, "calibre_mm": 82.0, "lines": "in_violation"}  # fmt: skip
    assert (
        told(observed=noted)["observed"] == "heard, fire outgoing, to the NE, 2-4 km off, 82 mm, in violation"
    )


def test_a_name_that_may_mean_two_places_says_which():
    place = {"text": "Ford", "base": "Ford", "alternatives": ({"base": "Ford", "adm1": "Hillside"},)}
    assert told(place=(place,))["where"] == "Ford (or Ford (Hillside))"
