import lzma

import build_gazetteer


def city(name, people, *others, country="XX", number=1):
    return {
        "name": name,
        "countrycode": country,
        "latitude": 1.23456,
        "longitude": 2.0,
        "population": people,
        "alternatenames": list(others),
        "geonameid": number,
    }


def test_small_places_are_left_to_the_curated_lists():
    rows = list(build_gazetteer.rows([city("Hamlet", 4999), city("Town", 5000)]))
    assert rows[1:] == ["Town\tXX\t1.235\t2.000\t5000\t"]


def test_rows_stand_by_country_and_size_so_that_the_same_input_gives_the_same_bytes():
    cities = [city("A", 5000, country="ZZ"), city("B", 6000, number=2), city("C", 7000, number=3)]
    names = [row.split("\t")[0] for row in build_gazetteer.rows(cities)]
    assert names == ["name", "C", "B", "A"]
    assert names == [row.split("\t")[0] for row in build_gazetteer.rows(cities[::-1])]


def test_another_spelling_of_a_name_already_there_is_no_other_name():
    town = city("Al Bab", 200_000, "al-Bab", "El-Bab", "Bab City")
    assert list(build_gazetteer.other_names(town)) == ["Bab City"]


def test_codes_and_names_that_would_break_the_table_are_left_out():
    assert list(build_gazetteer.other_names(city("Town", 200_000, "TWN", "XTWN", "a|b|c", "a\tb\tc"))) == []


def test_towns_keep_native_names_and_only_cities_foreign_ones():
    names = ("Stadt", "\u0413\u043e\u0440\u043e\u0434")
    assert list(build_gazetteer.other_names(city("Town", 6000, *names))) == [names[1]]
    assert list(build_gazetteer.other_names(city("Town", 600_000, *names))) == list(names)


def test_the_table_is_packed_with_its_header(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build_gazetteer, "DATA", tmp_path)
    monkeypatch.setattr(build_gazetteer, "cities", lambda: [city("Town", 6000)])
    assert build_gazetteer.main() == 0
    assert "1 towns" in capsys.readouterr().out
    written = lzma.decompress((tmp_path / build_gazetteer.TABLE).read_bytes()).decode()
    assert written.splitlines()[1].startswith("Town\tXX")


def test_a_table_past_the_limit_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr(build_gazetteer, "DATA", tmp_path)
    monkeypatch.setattr(build_gazetteer, "LIMIT_BYTES", 10)
    monkeypatch.setattr(build_gazetteer, "cities", lambda: [city("Town", 6000)])
    assert build_gazetteer.main() == 1
    assert not list(tmp_path.iterdir())
