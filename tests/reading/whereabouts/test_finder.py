from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, shape
from tests.counting import calls_of
from tests.reading.whereabouts.places_sketch import bases, finder, found, one, place

from truceline.places.gazetteer import Gazetteer
from truceline.places.plane import geodesic_km
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of
from truceline.reading.whereabouts.finder import PlaceFinder


def holds(where, lon, lat):
    return shape(where.geometry).contains(Point(lon, lat))


def test_a_span_has_its_words_its_tokens_and_code_points_of_the_whole_text():
    text = "On Monday \U0001f642 mortars fell on Northford again."
    (span,) = finder().find(tokens_of(text))
    where = span.candidates[0]
    assert where.text == "Northford"
    assert text[slice(*where.span)] == "Northford"
    assert tokens_of(text)[span.first : span.last][0].text == "Northford"
    assert (where.role, where.precision, where.adm1) == ("location", 1, "Homs")


@pytest.mark.parametrize(
    "text",
    ["in al-Qasir", "in Qasir", "in El Qasir", "in al Qasir", "in Al-Qusayr city", "in the town of Al-Qasir"],
)
def test_a_name_is_known_with_and_without_its_article(text):
    assert bases(f"Shells fell {text} today.") == ["Al-Qasir"]


@pytest.mark.parametrize("text", ["in Nordfurt", "in Northferd", "near Narthford"])
def test_a_name_is_known_by_other_spellings_where_a_place_is_looked_for(text):
    assert bases(f"They fired {text}.") == ["Northford"]


def test_an_arabic_name_is_found_and_its_joined_article_left_out():
    assert bases("\u0642\u0635\u0641 \u0639\u0644\u0649 \u062d\u0645\u0635") == ["Homs"]


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("northern Homs province", (36.75, 34.85), (38.0, 33.5)),
        ("the eastern countryside of Homs", (38.5, 34.7), (36.5, 34.7)),
        ("Homs's southern countryside", (36.9, 34.2), (37.0, 34.9)),
        ("Homs eastern countryside", (38.5, 34.7), (36.5, 34.7)),
        ("the western countryside of Homs governorate", (36.4, 34.7), (38.5, 34.7)),
    ],
)
def test_a_part_of_a_province_is_cut_out_of_its_outline(text, inside, outside):
    where = place(f"They shelled {text}.")
    assert holds(where, *inside)
    assert not holds(where, *outside)
    assert where.precision == 4


def test_two_sides_are_both_meant():
    where = place("Raids hit southern and eastern Homs province.")
    assert holds(where, 39.5, 34.4)
    assert holds(where, 37.9, 33.6)
    assert not holds(where, 36.5, 34.9)
    assert where.direction is None


def test_a_side_of_a_town_is_in_it_and_ground_beyond_it_is_not():
    inside = place("Fire hit western Northford city.")
    beyond = place("Fire was heard northwest of Northford city.")
    assert geodesic_km(36.7, 34.9, inside.lon, inside.lat) < 2
    assert holds(beyond, 36.6, 34.98)
    assert not holds(beyond, 36.7, 34.9)


def test_the_outskirts_of_a_town_go_round_it():
    where = place("Tanks stand on the northern and western outskirts of Northford.")
    assert holds(where, 36.7, 34.93)
    assert holds(where, 36.66, 34.9)
    assert not holds(where, 36.7, 34.87)


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("6 km north-west of Northford", 6),
        ("6km NW of Northford", 6),
        ("some six kilometres to the north-west of Northford", 6),
        ("5-7 km north-west of Northford", 6),
        ("1,500 metres north-west of Northford", 1.5),
        ("10 miles north-west of Northford", 16.09),
    ],
)
def test_so_far_from_a_town(text, km):
    where = place(f"A blast was heard {text}.")
    assert geodesic_km(36.7, 34.9, where.lon, where.lat) == pytest.approx(km, abs=0.05)
    assert (where.direction, where.base, where.precision) == ("NW", "Northford", 2)


def test_a_distance_without_a_side_is_a_disc_round_the_town():
    where = place("Shots were heard 5km from Northford.")
    assert (where.lat, where.lon) == (34.9, 36.7)
    assert where.radius_m == pytest.approx(5385, abs=1)


def test_near_widens_a_place_and_between_spans_two():
    near, ends = place("It fell near Millbrook."), found("Clashes went on between Millbrook and Stonebridge.")
    assert near.radius_m == 6500
    assert [span.candidates[0].base for span in ends] == ["Millbrook", "Stonebridge"]
    assert all(holds(span.candidates[0], 37.0, 34.7) for span in ends)
    assert all(span.candidates[0].precision == 5 for span in ends)


@pytest.mark.parametrize(
    "text",
    [
        "the Millbrook-Stonebridge road",
        "the road from Millbrook to Stonebridge",
        "the Millbrook - Stonebridge highway",
    ],
)
def test_a_road_is_told_by_its_ends(text):
    assert all(holds(span.candidates[0], 37.0, 34.7) for span in found(f"A mine lay on {text}."))


def test_a_word_for_provinces_is_shared_and_numbers_in_brackets_stand_between():
    spans = found("Cases of firing in the provinces of Homs (2) and Hama (1).")
    assert [span.kind for span in spans] == ["area", "area"]
    after = found("Violations in Hama, Latakia and Homs provinces rose.")
    assert [span.candidates[0].precision for span in after] == [4, 4, 4]


def test_countryside_of_several_is_shared():
    spans = found("Strikes on the countryside of Homs and Northford.")
    assert spans[1].candidates[0].radius_m == 30_000


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("the demilitarised zone", "quiet"),
        ("the de-militarized buffer zone", "quiet"),
        ("the buffer zone", "quiet"),
        ("the DMZ", "quiet"),
        ("the agreed zone", "quiet"),
        ("the zone", "quiet"),
        ("the Lake de-escalation area", "lake-area"),
        ("the de-escalation zone", "lake-area"),
        ("the front line", "front"),
        ("the frontlines", "front"),
        ("the line of contact", "front"),
        ("M9", "m9"),
        ("the M9 motorway", "m9"),
        ("the Palmyra-Homs highway", "m9"),
        ("the Millbrook observation post", "post-3"),
        ("the observation point in Millbrook", "post-3"),
    ],
)
def test_what_the_agreement_names_is_known_by_its_names_and_kinds(text, zone):
    assert place(f"Fighters left {text} today.").zone == zone


def test_a_crossing_is_no_observation_post():
    assert place("Fighters left the Millbrook crossing today.").zone is None


def test_a_zone_takes_the_name_of_the_place_before_it():
    assert bases("Fighters left the Homs demilitarized zone.") == ["quiet"]


def test_a_part_of_a_zone_is_drawn():
    where = place("Shelling of the southern part of the de-escalation area.")
    assert holds(where, 36.9, 34.4)
    assert not holds(where, 36.9, 34.9)


@pytest.mark.parametrize(
    "text", ["a zone", "this area", "the road", "a city of ruins", "the town", "between the two"]
)
def test_words_that_point_at_no_place_give_none(text):
    assert found(f"It was {text} of fear.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Sochi deal was kept.",
        "Under the Sochi memorandum they wait.",
        "The Minsk II agreements hold.",
        "They praised the Astana process.",
        "The Homs ceasefire agreement failed.",
        "The Homs Brigade advanced.",
        "A Homs Military Council was formed.",
        "Abu Omar al-Homs spoke.",
        "President Hassan Rouhani spoke, and so did Jordan Peterson.",
        "Free Men of Millbrook attacked.",
        "May came after March.",
        "German and Iraqi towns suffered.",
    ],
)
def test_a_name_of_something_else_is_no_place(text):
    assert found(text) == []


def test_talks_in_a_town_are_there():
    assert bases("They held talks in Astana and in Geneva.") == ["Astana", "Geneva"]


@pytest.mark.parametrize("text", ["Damascus supports it.", "Moscow claims it.", "Turkey sent a convoy."])
def test_a_capital_may_stand_for_its_government(text):
    assert one(text).is_also_actor


@pytest.mark.parametrize(
    "text", ["Shells fell in Damascus.", "Shells fell near Moscow.", "Northford was hit."]
)
def test_where_something_is_no_government_is_meant(text):
    assert not one(text).is_also_actor


def test_a_bare_name_of_town_and_province_keeps_both():
    kinds = {candidate.precision for candidate in one("Shelling in Homs.").candidates}
    assert kinds == {1, 4}
    assert {c.precision for c in one("Shelling in Homs city.").candidates} == {1}
    assert {c.precision for c in one("Shelling in Homs governorate.").candidates} == {4}


def test_the_larger_place_goes_with_the_smaller():
    where = place("Two died in Springfield in the southern countryside of Homs.")
    assert (where.base, where.lat, where.adm1) == ("Springfield", 34.2, "Homs")
    assert bases("Fire on Millbrook, Homs province, went on.") == ["Millbrook"]
    assert bases("Fire on Millbrook, Northford and Homs went on.") == [
        "Millbrook",
        "Northford",
        "Homs governorate",
    ]


def test_a_place_no_list_has_lies_where_the_words_put_it():
    near = place("A crater in Zzyzyx (held by the government, 23km north-west of Northford) was seen.")
    assert geodesic_km(36.7, 34.9, near.lon, near.lat) == pytest.approx(23, abs=0.1)
    inside = place("They took Qwertz village in the eastern countryside of Homs.")
    assert (inside.base, inside.precision) == ("Qwertz", 4)
    assert holds(inside, 38.5, 34.7)
    nowhere = place("They took the village of Qwertz.")
    assert (nowhere.base, nowhere.lat) == ("Qwertz", None)


def test_brackets_do_not_become_a_place_of_their_own():
    assert bases("A tank in Millbrook (government-controlled, 35km south-east of Northford) was seen.") == [
        "Millbrook"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Millbrook, south-east of Northford,",
        "Millbrook south of Northford",
        "Millbrook, 36 km from Northford",
    ],
)
def test_a_place_told_again_from_another_is_one_place(text):
    assert bases(f"They shelled {text} on Monday.") == ["Millbrook"]


def test_signs_of_no_width_and_other_odd_ones_are_passed_over():
    assert bases("\u200b in \u200b Northford \ufeff \u202e(\u200d) \u0000 \U0001f4a5 of \u200b") == [
        "Northford"
    ]


def test_who_holds_a_place_does_not_change_it():
    assert bases("Fire on the edge of rebel-held Northford.") == ["Northford"]


def test_quarters_are_a_towns():
    assert place("Shells hit the eastern neighbourhoods of Homs.").precision == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patrols resumed in eastern Ukraine.", ["Ukraine"]),
        ("Peru and Ecuador signed.", ["Peru", "Ecuador"]),
        ("The UK and the US agreed.", ["United Kingdom", "United States of America"]),
        ("Troops left Nagorno and Baku.", ["Baku"]),
    ],
)
def test_countries_and_towns_of_the_world_are_known(text, expected):
    assert bases(text) == expected


def test_months_people_and_acronyms_are_none_of_the_worlds_towns():
    assert found("In May Wilson and Taylor met IDE staff at Hope Street.") == []


SAID = """north of the Homs Northford , and ( ) 6 km 's in countryside near between zone outskirts -
demilitarised city al-Qasir province southern road Moscow Zzyzx \u062d\u0645\u0635"""
WORDS = st.sampled_from(SAID.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_spans_of_any_words_are_in_order_and_apart(words):
    text = " ".join(words)
    spans = found(text)
    tokens = tokens_of(text)
    for span in spans:
        where = span.candidates[0]
        assert text[slice(*where.span)] == where.text
        assert where.span == (tokens[span.first].start, tokens[span.last - 1].end)
    assert all(one.last <= other.first for one, other in pairwise(spans))


def test_reading_is_linear_in_the_length_of_a_sentence():
    def calls(count):
        tokens, here = tokens_of("north of the countryside of the " * count + "Homs"), finder()
        return calls_of(lambda: here.find(tokens))

    calls(10)  # what is made when first met
    assert calls(4000) < 15 * calls(400)


def test_a_large_list_of_places_is_used_like_a_small_one(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    named = "Marrowgate Hollow,35.0,37.0,,village,North,\n"
    rows = "".join(f"Hamlet {n},35.0,36.5,,village,North,Weiler {n}\n" for n in range(15_000))
    many = "Commonby,35.0,36.5,,village,North,\n" * 30
    (tmp_path / "places.csv").write_text("name,lat,lon,radius_m,kind,adm1,names\n" + named + rows + many)
    small = finder()
    atlas = small.meanings.shapes.atlas
    gazetteer = Gazetteer.of(atlas.agreement, tmp_path, small.senses.bounds)
    monkeypatch.undo()
    large = PlaceFinder(atlas.agreement, gazetteer, atlas, Lexicon.of("en"))
    assert bases("Fire on Marrowgate Hollow and near Weiler 77.", large) == ["Marrowgate Hollow", "Hamlet 77"]
    assert bases("Fire near Morrowgate Holow.", large) == ["Marrowgate Hollow"]
    assert len(found("Fire on Commonby.", large)[0].candidates) <= 5


@pytest.mark.parametrize(
    "words",
    [
        "Northford airport",
        "the airport of Northford",
        "Northford's airport",
        "Nordfurt international airport",
        "near the destroyed Northford airport",
    ],
)
def test_a_thing_in_a_town_is_known_however_its_name_is_put(words):
    assert bases(f"They shelled {words}.") == ["Northford airport"]


def test_a_preposition_at_the_head_of_a_line_is_no_part_of_a_name():
    assert bases("In Millbrook (12 km east of Homs) shots were heard.") == ["Millbrook"]
    assert bases("In Northford city shots were heard.") == ["Northford"]


def test_what_has_no_name_of_its_own_on_the_list_stays_in_its_town():
    assert bases("They shelled the airport of Millbrook.") == ["Millbrook"]


@pytest.mark.parametrize(
    "words",
    ["the Red Sea port of Northford", "the Red Sea city of Northford", "the Homs town of Northford"],
)
def test_a_name_before_a_town_only_tells_of_which_town(words):
    assert bases(f"They shelled {words}.") == ["Northford"]


@pytest.mark.parametrize(
    "words",
    [
        "on the outskirts of Northford in the western countryside of Homs",
        "in Northford in Wadi Kebira in the western countryside of Homs",
    ],
)
def test_what_a_place_lies_in_is_no_place_besides(words):
    assert bases(f"Shells fell {words}.") == ["Northford"]
