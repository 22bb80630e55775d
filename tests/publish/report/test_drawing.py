"""Drawings by themselves carry the rules that they need, and no others."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.publish.report.materials import full, setting

from truceline.publish.markup import raw
from truceline.publish.report.drawing import lettered, mirrored, standalone
from truceline.publish.report.figures import map_of, timeline
from truceline.publish.tongue.tongue import END, ISOLATE


def test_a_drawing_stands_by_itself():
    for drawn in (*map_of(setting(full())), *timeline(setting(full()))):
        alone = standalone(drawn.svg, "Amiri")
        assert ET.fromstring(alone).tag.endswith("svg")  # noqa: S314 - our own drawing
        assert "var(" not in alone
        assert "font-family:'Amiri'" in alone
        assert "prefers-color-scheme" not in alone


def test_it_takes_no_rule_that_it_has_no_class_for():
    drawn = next(timeline(setting(full())))
    assert ".zone" not in standalone(drawn.svg, "Amiri")
    assert ".due" in standalone(drawn.svg, "Amiri")


def test_a_mirrored_word_hangs_from_its_other_end_and_reads_as_before():
    svg = raw('<svg viewBox="0 0 100 10"><path d="M0 0"></path><text x="10" y="5">one</text></svg>')
    assert mirrored(svg, 100) == (
        '<svg viewBox="0 0 100 10"><g transform="matrix(-1 0 0 1 100 0)"><path d="M0 0"></path>'
        '<text x="10" y="5" text-anchor="end" transform="matrix(-1 0 0 1 20 0)">one</text></g></svg>'
    )


def test_words_in_the_middle_stay_in_the_middle():
    svg = raw('<svg><text class="small" x="-4.5" y="5" text-anchor="middle">one</text></svg>')
    assert '<text class="small" x="-4.5" y="5" text-anchor="middle" transform="matrix(-1 0 0 1 -9 0)">' in (
        mirrored(svg, 760)
    )


def test_only_mixed_words_are_marked_with_their_direction():
    one, day = "خروج المدافع", "19 أكتوبر 2018"
    svg = raw(f"<svg><text>{one}</text><text>{day}</text><text>20 km</text></svg>")
    assert lettered(svg) == (
        f"<svg><text>{one}</text><text>{ISOLATE}{day}{END}</text><text>20 km</text></svg>"
    )


def test_joined_letters_have_no_halo_in_print():
    drawn = next(timeline(setting(full())))
    assert "paint-order" in standalone(drawn.svg, "Libertinus Serif")
    alone = standalone(drawn.svg, "Amiri", joined=True)
    assert "paint-order" not in alone
    assert ".tick{stroke:" in alone
