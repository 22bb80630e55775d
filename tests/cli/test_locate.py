from __future__ import annotations

import json

import pytest


def test_coordinates_are_told_with_the_zones_they_lie_in(run, river, golden):
    shown = run("locate", river, "40.1,22.2")
    assert shown.exit_code == 0, shown.stderr
    golden("locate.txt", shown.stdout)


def test_json_gives_the_chance_of_lying_inside(run, river):
    found = json.loads(run("locate", river, "40.1000,22.2000", "--format", "json").stdout)
    (candidate,) = found["candidates"]
    strip = next(zone for zone in candidate["zones"] if zone["zone"] == "strip")
    assert strip["state"] == "inside"
    assert strip["p"] > 0.9
    assert round(candidate["lines"]["river"], 1) == 5.6


def test_the_side_of_a_line_is_told_looking_along_it(run, river):
    assert "5.6 km left of river" in run("locate", river, "40.1000,22.2000").stdout
    assert "5.6 km right of river" in run("locate", river, "40.0000,22.2000").stdout


def test_of_many_places_of_one_name_the_likeliest_are_shown_in_full(run, river):
    shown = run("locate", river, "Springfield").stdout
    assert shown.count("geonames list") == 5
    assert "more: Springfield" in shown


def test_zones_that_cannot_contain_the_place_share_a_line(run, river):
    assert "outside strip, river" in run("locate", river, "10.0000,10.0000").stdout


def test_a_zone_can_be_named(run, river):
    assert "100%" in run("locate", river, "River strip").stdout


def test_an_unknown_place_is_told_so(run, river):
    shown = run("locate", river, "Qwxzanthor")
    assert shown.exit_code == 2
    assert "no place is known as 'Qwxzanthor'" in shown.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["99,22"], "off the globe"),
        (["4000 km north of River strip"], "4000 km off: expected more than 0 and at most 300 km"),
        (["0 km north of River strip"], "0 km off"),
        (["1e999 km north of River strip"], "inf km off"),
        (["nan km north of River strip"], "nan km off"),
        (["--", "-5 km north of River strip"], "-5 km off"),
        (["40.1,22.2", "--on", "May"], "--on: 'May' is not an ISO day"),
        (["40.1,22.2", "--reading", "bank=x"], "allowed: wide, narrow"),
    ],
)
def test_a_wrong_question_is_told_in_one_line(run, river, args, told):
    shown = run("locate", river, *args)
    assert shown.exit_code == 2
    assert told in shown.stderr
