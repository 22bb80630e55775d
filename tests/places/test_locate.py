import pytest
from tests.places import sketch

from truceline.errors import InputError
from truceline.places.gazetteer import Gazetteer
from truceline.places.geojson import drawn
from truceline.places.locate import COUNTRYSIDE_KM, locate
from truceline.places.plane import Plane, geodesic_km, travel

CURATED = """name,lat,lon,radius_m,kind,adm1,names
Northford,35.3,36.5,2000,town,Uplandia,
Uplandia governorate,35.2,36.5,40000,governorate,Uplandia,Uplandia province
Uplandia,35.0,36.2,5000,city,Uplandia,
Lonely Hill,35.1,36.9,500,hill,,
"""


@pytest.fixture
def find(tmp_path):
    (tmp_path / "places.csv").write_text(CURATED)
    sketch.write(
        tmp_path,
        sketch.feature("area", sketch.box(36, 34.5, 37, 35.8)),
        sketch.feature("front", sketch.line((36, 35), (37, 35))),
    )
    pact = sketch.agreement(
        sketch.zone("area", "polygon", name="The Quiet Area"),
        sketch.zone("front", "line"),
        sketch.zone("strip", "band", file=None, along="front", depth_km={"min": 15, "max": 20}),
        sketch.zone("unmapped", "polygon", file="none.geojson"),
        gazetteer="places.csv",
    )
    atlas, gazetteer = sketch.Atlas.of(pact, tmp_path), Gazetteer.of(pact, tmp_path)
    return lambda text, **more: locate(atlas, gazetteer, text, **more).candidates


@pytest.mark.parametrize(
    "text", ["35.16,36.5", " 35.16 , 36.5", "35.16 36.5", "35.16N 36.5E", "35.16\u00b0N, 36.5\u00b0E"]
)
def test_coordinates_are_answered_for_every_zone_and_line(find, text):
    (one,) = find(text)
    assert (one.place.lat, one.place.lon) == (35.16, 36.5)
    assert one.zones["area"].state == "inside"
    assert one.zones["strip"].state == "undetermined"
    assert one.zones["unmapped"].state == "unknown"
    assert one.lines == {"front": pytest.approx(17.7, abs=0.1)}
    assert one.entry is None


def test_southern_and_western_coordinates_are_negative(find):
    (one,) = find("35.5S, 58.25W")
    assert (one.place.lat, one.place.lon) == (-35.5, -58.25)


@pytest.mark.parametrize(
    ("text", "radius_m"), [("35.16,36.52", 556), ("35.1612,36.5", 5560), ("35,36", 55600)]
)
def test_coordinates_are_as_exact_as_their_fewest_decimals(find, text, radius_m):
    assert find(text)[0].place.radius_m == radius_m


@pytest.mark.parametrize("text", ["95.0,36.0", "35.0,190.5"])
def test_coordinates_off_the_globe_are_refused(find, text):
    with pytest.raises(InputError, match="off the globe"):
        find(text)


def test_a_name_is_where_the_list_has_it(find):
    (one,) = find("northford")
    assert one.told == "Northford (town, Uplandia)"
    assert (one.place.lat, one.place.radius_m, one.place.base) == (35.3, 2000, "Northford")


def test_a_general_name_tells_its_country(find):
    assert find("Geneva")[0].told == "Geneva (city, CH)"


@pytest.mark.parametrize("text", ["The Quiet Area", "area"])
def test_a_zone_is_known_by_its_name_and_its_id(find, text):
    assert find(text)[0].zones["area"].basis == "named"


def test_an_unknown_name_has_no_candidates(find):
    assert find("Atlantis Under The Sea") == ()
    assert find("north of Atlantis Under The Sea") == ()


def test_a_part_of_an_area_takes_the_province_before_the_town(find):
    province, town = find("north-eastern Uplandia")
    assert province.told == "NE part of Uplandia governorate (governorate, Uplandia)"
    assert town.told == "NE part of Uplandia (city, Uplandia)"
    part = drawn(province.place.geometry)
    assert part.offset_km(Plane(*travel(36.5, 35.2, 45, 20))) > 0
    assert part.offset_km(Plane(*travel(36.5, 35.2, 225, 20))) < 0
    assert province.place.direction == "NE"
    assert 0 < find("southern Uplandia")[0].zones["strip"].p < 1


def test_the_country_round_a_town_reaches_as_far_as_a_district(find):
    (one,) = find("northern countryside of Northford")
    part = drawn(one.place.geometry)
    assert part.offset_km(Plane(*travel(36.5, 35.3, 0, COUNTRYSIDE_KM - 1))) > 0
    assert one.told.startswith("N part of countryside of Northford")


def test_the_countryside_of_a_province_is_the_province(find):
    province, town = find("rural Uplandia")
    assert (province.place.radius_m, town.place.radius_m) == (40_000, COUNTRYSIDE_KM * 1000)
    assert province.place.geometry is None


def test_so_far_in_a_direction_is_a_disc_that_grows_with_the_distance(find):
    near, far = (find(f"{km} km north-west of Northford")[0].place for km in (2, 20))
    assert geodesic_km(36.5, 35.3, far.lon, far.lat) == pytest.approx(20, abs=0.01)
    assert near.radius_m == pytest.approx((2000**2 + 828**2) ** 0.5, abs=2)
    assert far.radius_m > 8000


def test_a_part_of_a_zone_is_cut_out_of_the_zone(find):
    (one,) = find("southern part of the Quiet Area")
    assert one.zones["area"].p == pytest.approx(1)
    assert one.place.lat < 35
    assert one.told == "S part of area"


@pytest.mark.parametrize("text", ["north of unmapped", "countryside of area", "north of front"])
def test_a_zone_that_has_no_such_part_is_taken_whole(find, text):
    (one,) = find(text)
    assert one.place.zone in {"unmapped", "area", "front"}
    assert one.place.geometry is None
