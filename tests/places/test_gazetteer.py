import pytest
from tests.places import sketch

from truceline.errors import InputError
from truceline.places.gazetteer import Entry, Gazetteer, LargeList
from truceline.places.general import towns

HEAD = "name,lat,lon,radius_m,kind,adm1,names\n"


def gazetteer(folder, text):
    path = folder / "places.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Gazetteer.of(sketch.agreement(gazetteer="places.csv"), folder)


def complaints(folder, text):
    with pytest.raises(InputError) as caught:
        gazetteer(folder, text)
    return caught.value.problems


def test_a_curated_place_is_found_by_any_of_its_names(tmp_path):
    found = gazetteer(tmp_path, HEAD + "Northford,35.5,36.5,1500,town,North,Nordfurt|al-Northford\n")
    place = Entry("Northford", 35.5, 36.5, 1500, "town", "North", "curated")
    for name in ("northford", "NORDFURT", "el Northford"):
        assert found.find(name) == [place]


def test_only_name_and_coordinates_are_needed(tmp_path):
    (place,) = gazetteer(tmp_path, "name,lat,lon\nEastwick Post,35.5,36.5\n").find("eastwick post")
    assert (place.radius_m, place.kind, place.adm1) == (1000, "place", None)


def test_an_empty_radius_is_the_common_one(tmp_path):
    (place,) = gazetteer(tmp_path, HEAD + "Eastwick Post,35.5,36.5,,,,\n").find("eastwick post")
    assert place.radius_m == 1000


def test_curated_places_come_first_and_ambiguous_names_keep_all(tmp_path):
    rows = "Tripoli,10,10,500,village,,\nTripoli,11,11,500,village,,\n"
    found = gazetteer(tmp_path, HEAD + rows).find("Tripoli")
    assert [place.source for place in found[:3]] == ["curated", "curated", "geonames"]
    assert [place.country for place in found[2:4]] == ["LY", "LB"]


def test_a_general_entry_for_a_curated_town_is_left_out(tmp_path):
    found = gazetteer(tmp_path, HEAD + "Tripoli,32.90,13.20,5000,city,,\n").find("Tripoli")
    assert [place.country for place in found][:2] == [None, "LB"]


def test_without_a_list_there_is_the_general_one():
    found = Gazetteer.of(sketch.agreement(), None).find("Geneva")
    assert found[0].country == "CH"
    assert found[0].population > 100_000


def test_of_towns_that_share_a_name_the_one_nearest_to_the_case_is_meant():
    def first(name, bounds):
        return Gazetteer.of(sketch.agreement(), None, bounds).find(name)[0].country

    assert first("Salqin", (36, 35, 37, 36.5)) == "SY"
    assert first("Salqin", (110, 40, 111, 41)) == "CN"
    assert [first("Tripoli", None), first("Tripoli", (36, 35, 37, 36.5))] == ["LY", "LB"]


def test_nearness_is_told_across_the_antimeridian():
    found = Gazetteer.of(sketch.agreement(), None, (-179.0, -20.0, -178.0, -15.0)).find("Suva")
    assert found[0].country == "FJ"
    assert Gazetteer({}, (), (-179.0, -20.0, -178.0, -15.0))._km_off(towns().find("suva")[0]) < 300


def test_a_town_of_that_name_goes_before_a_larger_one_also_called_so():
    found = Gazetteer.of(sketch.agreement(), None).find("Salqin")
    assert [place.country for place in found] == ["SY", "CN"]
    assert found[0].population < found[1].population


def test_a_curated_place_of_that_name_goes_before_one_also_called_so(tmp_path):
    rows = "Northford,35.5,36.5,1500,town,North,Eastwick Post\nEastwick Post,35,36,,,,\n"
    found = gazetteer(tmp_path, HEAD + rows).find("eastwick post")
    assert [place.name for place in found] == ["Eastwick Post", "Northford"]


def test_a_list_that_is_missing_is_a_warning(tmp_path):
    found = Gazetteer.of(sketch.agreement(gazetteer="places.csv"), tmp_path)
    assert "cannot be read" in str(found.warnings[0])
    assert found.find("Geneva")


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    assert gazetteer(tmp_path, b"\xef\xbb\xbf" + (HEAD + "Eastwick Post,35,36,,,,\n").encode()).curated


def test_blank_lines_are_passed_over(tmp_path):
    assert len(gazetteer(tmp_path, HEAD + "\n,,,,,,\nEastwick Post,35,36,,,,\n").curated) == 1


def test_text_without_letters_finds_nothing(tmp_path):
    assert gazetteer(tmp_path, HEAD).find(" - ") == []


@pytest.mark.parametrize(
    ("text", "line", "field", "told"),
    [
        ("", 1, "name", "missing"),
        ("name,lat\nA,1\n", 1, "lon", "missing"),
        (HEAD.replace("kind", "sort"), 1, "sort", "no column"),
        ("name,lat,lon,\nA,1,2,\n", 1, "column 4", "no column"),
        ("name,lat,lon,lat\nA,1,2,3\n", 1, "lat", "twice"),
        (HEAD + "A,1,2,3,town,North,,more\n", 2, "", "8 cells"),
        (HEAD + "A,1,2\n", 2, "", "3 cells"),
        (HEAD + ",35,36,,,,\n", 2, "name", "empty"),
        (HEAD + "A,,36,,,,\n", 2, "lat", "no number"),
        (HEAD + "A,35,nan,,,,\n", 2, "lon", "no number"),
        (HEAD + "A,136,35,,,,\n", 2, "lat", "swapped"),
        (HEAD + "A,35,36,-5,,,\n", 2, "radius_m", "less than nothing"),
        (HEAD + "A,35,36,5000000,,,\n", 2, "radius_m", "beyond"),
        (HEAD + '"A,35,36,,,,\n', 2, "", "no CSV"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_its_line(tmp_path, text, line, field, told):
    problem = complaints(tmp_path, text)[0]
    assert (problem.file, problem.line, problem.field) == ("places.csv", line, field)
    assert told in problem.message


def test_all_wrong_rows_are_told_at_once(tmp_path):
    rows = "A,x,36,,,,\nB,35,36,,,,\nC,35,y,z,,,\n"
    assert [problem.line for problem in complaints(tmp_path, HEAD + rows)] == [2, 4, 4]


def test_bytes_of_another_encoding_are_told(tmp_path):
    (problem,) = complaints(tmp_path, (HEAD + "Z\u00fcrich,47,8,,,,\n").encode("cp1252"))
    assert "UTF-8" in problem.message


@pytest.fixture
def large(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rows = "".join(f"Hamlet {n},35.5,36.5,,village,North,Weiler {n}\n" for n in range(15_000))
    return HEAD + rows


def test_a_large_list_answers_like_a_small_one(tmp_path, large):
    found = gazetteer(tmp_path, large)
    assert isinstance(found.curated, LargeList)
    place = Entry("Hamlet 77", 35.5, 36.5, 1000, "village", "North", "curated")
    assert found.find("hamlet 77") == found.find("Weiler 77") == [place]
    assert found.find("Hamlet 15000") == []
    assert "hamlet 3" in found.curated
    assert len(found.curated) == 15_000
    assert next(iter(found.curated)) == "hamlet 0"
    assert [entry.name for entry, _ in found.curated.sounding("hmlt")][:1] == []


def test_a_large_list_is_indexed_once(tmp_path, large, monkeypatch):
    gazetteer(tmp_path, large)

    def never(*_):
        raise AssertionError

    monkeypatch.setattr("truceline.places.gazetteer._read", never)
    assert gazetteer(tmp_path, large).find("hamlet 3")


def test_wrong_rows_of_a_large_list_are_all_told(tmp_path, large):
    problems = complaints(tmp_path, large + "Bad,95,36.5,,,,\nWorse,x,36.5,,,,\n")
    assert [problem.line for problem in problems] == [15_002, 15_003]


def test_a_large_list_that_is_no_text_is_refused(tmp_path, large):
    assert "UTF-8" in str(complaints(tmp_path, large.encode() + b"\xff,1,2,,,,\n")[0])
