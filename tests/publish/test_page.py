"""The page as a whole: safe, self-contained, reachable, small, and the same every time."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise

import pytest
from tests.publish.making import Blank, Sketch, agreement, assessment, cited, claim, entry, node, part, status
from tests.publish.reading import Page
from tests.publish.test_markup import HOSTILE

from truceline.assess.result import (
    AgreementRef,
    Branch,
    Due,
    FrameRef,
    PostureEntry,
    SetAside,
)
from truceline.publish.page import case_page

PACT = agreement()
CSS = files("truceline.publish").joinpath("page.css").read_text("utf-8")


def full(words="plain words", entries=3):
    """Five views with something in every corner, all of it in these words."""
    name = cited(1, says=words, source=words, family=words, label=words, rests_on=words, supposed=True)
    step = node(
        "refuted", statement=words, opposing=(name,), notes=(words,), would_change=(words,),
        set_aside=(SetAside(claim=name, reason=words),),
    )  # fmt: skip
    norm = status(
        title=words, parts=(part("north", proof=step, part=words), part("south")), proof=step, marks=(words,),
        branches=(Branch(standing="breached", condition=words),), supposed=True, authority=words,
        due=(Due(by=date(2030, 2, 1), source=words), Due(by=date(2030, 3, 1), source=words, certain=False)),
        depends_on_reading={words: {words: "breached"}}, pace="stalled",
    )  # fmt: skip
    register = tuple(
        entry(n, start=date(2030, 1, 1) + timedelta(days=n % 40), place=words, adm1=words, reason=words,
              attribution=words, committed_by=(words,), lat=35.4 + n / 1000, claims=(name, cited(n + 2)))
        for n in range(entries)
    )  # fmt: skip
    posture = PostureEntry(party=words, norm="guns-out", posture="refuses", since=None, claims=(name,))
    posture_two = PostureEntry(party="north", norm=words, posture="accepts", since=date(2030, 1, 9))
    parts = {"norms": (norm, status("line-drawn", bearers=())), "postures": (posture, posture_two)}
    reference = AgreementRef(id=words, title=words, digest=words, revision=1)
    return [
        assessment(
            date(2030, 2, n + 1), violations=register[: n * entries // 4], agreement=reference, **parts
        )
        for n in range(5)
    ]


def claims_of(words):
    counts = {"quantity": [{"kind": "count", "of": words, "best": 2}], "place": [{"adm1": words}]}
    return [
        claim(1, says=words, evidence={"quote": words}, licence="no-redistribution", sensitivity="secret"),
        claim(2, attribution={"by": "speaker", "text": words}, **counts),
        claim(3, attribution={"by": "speaker", "party": "north"}, **counts),
    ]


def hostile_pact(words):
    party = PACT.parties[0].model_copy(update={"name": words})
    zone = PACT.zones[1].model_copy(update={"name": words})
    paragraph = PACT.provisions[0]
    norm = paragraph.norms[0].model_copy(update={"says": words, "note": words})
    return PACT.model_copy(update={
        "title": words, "parties": (party, *PACT.parties[1:]),
        "zones": (PACT.zones[0], zone, *PACT.zones[2:]),
        "provisions": (paragraph.model_copy(update={"says": words, "norms": (norm,)}), *PACT.provisions[1:]),
        "readings": {words: {words: words}},
    })  # fmt: skip


def written(words="plain words", pact=PACT, **changes):
    parts = {"title": words, "agreement": pact, "atlas": Sketch(), "captions": [words] * 5}
    return case_page(**{
        **parts, "assessments": full(words), "claims": claims_of(words), **changes,
    })  # fmt: skip


PLAIN = written()
READ = Page(PLAIN)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_change_nothing_but_the_words(words):
    page = Page(written(words, hostile_pact(words)))
    tame = Page(written("abc", hostile_pact("abc")))
    assert Counter(one.tag for one in page.elements) == Counter(one.tag for one in tame.elements)
    assert page.one("h1").text == words
    allowed = {name for one in tame.elements for name in one.attributes}
    assert {name for one in page.elements for name in one.attributes} <= allowed


def test_the_policy_admits_only_this_style_and_this_script():
    (policy,) = [
        one for one in READ.all("meta") if one.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    told = policy.attributes["content"] or ""
    assert told.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = READ.one(tag).text.encode()
        assert f"{tag}-src 'sha256-{b64encode(sha256(content).digest()).decode()}'" in told
    assert "unsafe" not in told


def test_nothing_is_loaded_and_nothing_is_sent():
    assert not READ.all("link") + READ.all("img") + READ.all("iframe") + READ.all("form") + READ.all("base")
    targets = [one.attributes["href"] or "" for one in READ.elements if "href" in one.attributes]
    assert targets
    assert all(target.startswith("#") for target in targets)
    assert not any("src" in one.attributes or "style" in one.attributes for one in READ.elements)
    assert not re.search(r"url\((?!#)|@import|fetch\(|XMLHttpRequest|https?:", CSS + READ.one("script").text)


def test_every_id_is_one_of_a_kind_and_every_link_arrives():
    ids = [one.attributes["id"] for one in READ.elements if "id" in one.attributes]
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    assert {str(one.attributes["href"])[1:] for one in READ.elements if "href" in one.attributes} <= set(ids)
    for label in ("aria-labelledby", "for"):
        assert {one.attributes[label] for one in READ.elements if label in one.attributes} <= set(ids)


def test_the_same_input_gives_the_same_bytes():
    assert written() == PLAIN


def test_it_works_without_its_script():
    views = READ.all("input", type="radio")
    assert len(views) == 5
    assert len(READ.all("label")) == 5
    assert "#view-3:checked~* .v:not(.i3){display:none}" in READ.one("style").text
    assert READ.all("details")


def test_headings_do_not_skip_a_level():
    levels = [int(one.tag[1]) for one in READ.elements if re.fullmatch("h[1-6]", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert READ.one("html").attributes["lang"] == "en"


def test_words_from_outside_find_their_own_direction():
    page = Page(written("كلام", hostile_pact("كلام")))
    for tag, attributes in (("h1", {}), ("blockquote", {}), ("p", {"class_": "says"})):
        assert all(one.attributes.get("dir") == "auto" for one in page.all(tag, **attributes))
    assert page.all("blockquote")


def test_it_says_that_it_is_private_and_what_it_may_not_pass_on():
    assert "Do not publish it" in READ.one("p", class_="private").text
    told = " ".join(one.text.replace("\N{NO-BREAK SPACE}", " ") for one in READ.all("li"))
    assert "1 claim may not be passed on under the licence and 1 claim not public" in told
    assert "Silence is neither breach nor compliance" in told


def test_replay_names_frame_engine_digest_and_ledger_position():
    frame = FrameRef(
        as_of=date(2030, 2, 10), known_at=datetime(2030, 2, 11, tzinfo=UTC), instruments=("truce",),
        readings={"depth": "wide"},
    )  # fmt: skip
    page = Page(case_page("t", PACT, Blank(), [assessment(frame=frame, ledger_position=77)], []))
    told = page.one("ol", class_="replay").text
    assert "--as-of 2030-02-10 --known-at 2030-02-11T00:00:00+00:00 --reading depth=wide" in told
    assert "ledger position 77, engine 0.1.0, instruments truce" in told
    assert "d" * 64 in page.one("section", id="method").text


def test_an_empty_case_still_makes_a_page():
    page = Page(case_page("t", PACT, Blank(), [assessment(norms=(), violations=())], []))
    assert "Neither a zone nor an incident" in page.one("section", id="map").text
    assert "No party's words" in page.one("section", id="postures").text
    assert not page.all("section", id="counts")


def test_a_page_needs_an_assessment():
    with pytest.raises(AssertionError):
        case_page("t", PACT, Blank(), [], [])


def test_five_views_of_three_hundred_entries_stay_under_a_megabyte_and_a_half():
    sentence = "Shells fell on the village in the afternoon and three people were killed, the gazette says."
    html = written(assessments=full(sentence, entries=300))
    assert len(Page(html).all("tr", class_="v")) >= 300
    assert len(html.encode()) < 1_500_000


def variables(block):
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", block))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT = variables(CSS[: CSS.index("@media screen and (prefers-color-scheme:dark)")])
DARK = {**LIGHT, **variables(CSS[CSS.index("@media screen and (prefers-color-scheme:dark)") :])}
TONES = ("good", "part", "bad", "dispute", "wait", "open", "off")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_meets_wcag_aa_in_both_themes(theme):
    pairs = [("ink", "panel"), ("soft", "panel"), ("soft", "page"), ("link", "panel"), ("headsoft", "head"),
             ("gold", "head"), ("ink", "page"), ("ink", "land"), ("soft", "field")]  # fmt: skip
    pairs += [(f"{tone}-i", tone) for tone in TONES]
    weak = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_signs_and_symbols_stand_out_three_to_one(theme):
    pairs = [(f"{tone}-b", "panel") for tone in TONES]
    pairs += [(act, "land") for act in ("shell", "air", "ground", "killing", "seizure", "forces", "other")]
    pairs += [("front", "land"), ("band", "land"), ("bar-confirmed", "panel"), ("law", "panel")]
    weak = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}
