"""Drawings by themselves carry the rules that they need, and no others."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.publish.report.materials import full, setting

from truceline.publish.report.drawing import standalone
from truceline.publish.report.figures import map_of, timeline


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
