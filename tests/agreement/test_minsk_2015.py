"""The bundled case minsk-2015: whole, tested, and honest about its lines."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from truceline.agreement.examples import claims_of
from truceline.agreement.lint import lint
from truceline.agreement.load import read_agreement
from truceline.agreement.norms import Duty
from truceline.assess.trial import run_tests
from truceline.evidence.claim import Place
from truceline.places.atlas import Atlas

FOLDER = Path(str(files("truceline.cases"))) / "minsk-2015"
DEBALTSEVE = Place(lat=48.34, lon=38.41)


@pytest.fixture(scope="module")
def loaded():
    return read_agreement(FOLDER / "agreement.yaml")


@pytest.fixture(scope="module")
def atlas(loaded):
    return Atlas.of(loaded.agreement, loaded.folder)


def test_it_loads_without_a_warning(loaded, atlas):
    assert loaded.warnings == ()
    assert atlas.warnings == ()


def test_all_thirteen_paragraphs_and_both_additions_are_there(loaded):
    paras = [(p.instrument or "package", p.para) for p in loaded.agreement.provisions]
    assert paras == [("package", str(n)) for n in range(1, 14)] + [
        ("small-arms-2015", "1"),
        ("extension-2016", "1"),
    ]


def test_its_own_tests_hold(loaded, atlas):
    results = run_tests(loaded.agreement, loaded.folder, atlas)
    assert len(results) >= 20
    assert [(r.norm, r.name, r.differences) for r in results if not r.ok] == []


def test_every_norm_with_a_status_is_tested_and_nothing_is_left_unused(loaded):
    told = [one.message for one in lint(loaded)]
    assert not [message for message in told if "no test" in message or "given to no test" in message]
    assert [message for message in told if "nothing uses" in message] == ["parties that nothing uses: tcg"]


def test_the_text_names_no_guarantor_and_neither_does_the_encoding(loaded):
    agreement = loaded.agreement
    assert agreement.guarantees == ()
    assert not any(n.answerable or n.guarantor_for for n in agreement.norms.values() if isinstance(n, Duty))


def test_debaltseve_changes_sides_of_the_moving_line_and_not_of_the_fixed_one(atlas):
    before = atlas.distance_km(DEBALTSEVE, "contact-line-actual", date(2015, 2, 17))
    after = atlas.distance_km(DEBALTSEVE, "contact-line-actual", date(2015, 2, 18))
    assert before < -3
    assert after > 3
    fixed = {atlas.distance_km(DEBALTSEVE, "contact-line-2014", date(2015, 2, day)) for day in (17, 18)}
    assert len(fixed) == 1
    assert fixed.pop() < -3


@pytest.mark.parametrize(
    ("name", "lat", "lon", "left"),
    [
        ("Luhansk", 48.57, 39.33, True),
        ("Horlivka", 48.33, 38.05, True),
        ("Donetsk", 48.01, 37.80, True),
        ("Novoazovsk", 47.11, 38.08, True),
        ("Stanytsia Luhanska", 48.65, 39.47, False),
        ("Shchastia", 48.74, 39.23, False),
        ("Popasna", 48.63, 38.37, False),
        ("Avdiivka", 48.14, 37.74, False),
        ("Marinka", 47.94, 37.50, False),
        ("Volnovakha", 47.60, 37.49, False),
        ("Mariupol", 47.10, 37.54, False),
    ],
)
def test_towns_stand_on_their_own_side_of_both_lines(atlas, name, lat, lon, left):
    for line in ("contact-line-actual", "contact-line-2014"):
        km = atlas.distance_km(Place(lat=lat, lon=lon), line, date(2015, 3, 1))
        assert (km > 0) is left, (name, line, km)


def test_the_towns_of_the_gazetteer_lie_in_the_area_as_drawn_or_just_outside(atlas):
    with (FOLDER / "gazetteer.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["name", "lat", "lon", "radius_m", "kind", "adm1", "names"]
    for row in rows:
        place = Place(lat=float(row["lat"]), lon=float(row["lon"]), radius_m=float(row["radius_m"]))
        assert atlas.membership(place, "conflict-area").p > 0.9, row["name"]


def test_claims_say_where_they_come_from(loaded):
    claims = [
        c
        for c in claims_of(loaded.agreement, FOLDER).values()
        if c.evidence.cite and c.source.reliability != "F"
    ]
    assert 8 <= len(claims) <= 14
    for claim in claims:
        assert claim.label
        assert claim.says
        assert claim.source.credibility < 6
        assert claim.published_on
        assert claim.recorded_at
        assert loaded.agreement.tempo.day_of(claim.recorded_at) >= claim.published_on


def test_party_names_are_known_in_three_languages(loaded):
    for party in loaded.agreement.parties:
        assert {alias.lang for alias in party.aliases} == {"en", "ru", "uk"}, party.id


def test_drawings_say_that_they_are_schematic():
    for path in sorted((FOLDER / "zones").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert text.count('"basis": "schematic') == text.count('"type": "Feature"'), path.name
        assert text.count('"uncertainty_km": 3') == text.count('"type": "Feature"'), path.name
