"""Names in other languages: what a bad file says, and that a good one travels with its case."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from truceline.agreement.checks import StateHolds, walk
from truceline.agreement.load import load_agreement
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Constitutive, Duty
from truceline.case.bundles import available, bundle_path
from truceline.case.creation import build, start_from
from truceline.case.names import KINDS, Names, names_in
from truceline.errors import InputError

LINE = 3
"""Where the tests' one language begins to give names."""


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return load_agreement(bundle_path("idlib-2018") / "agreement.yaml")


def written(folder: Path, body: str, head: str = "format: truceline/names/1") -> Path:
    (folder / "names.yaml").write_text(f"{head}\nar:\n{body}\n", encoding="utf-8")
    return folder


def problem(agreement: Agreement, folder: Path) -> tuple[str, int, str, str, tuple[str, ...]]:
    with pytest.raises(InputError) as caught:
        names_in("ar", agreement, folder)
    assert len(caught.value.problems) == 1
    one = caught.value.problems[0]
    return Path(one.file).name, one.line, one.field, one.message, one.allowed


def test_without_a_file_nothing_has_another_name(agreement, tmp_path: Path):
    assert names_in("ar", agreement, tmp_path) == Names()


def test_names_are_found_by_kind_and_id(agreement, tmp_path: Path):
    folder = written(tmp_path, "  parties: {turkey: تركيا}\n  places: {Anywhere: في مكان ما}")
    names = names_in("ar", agreement, folder)
    assert names.of("parties", "turkey") == "تركيا"
    assert names.of("places", "Anywhere") == "في مكان ما"
    assert names.of("parties", "russia") is None
    assert names.of("zones", "turkey") is None


def test_a_language_that_the_file_does_not_speak_has_no_names(agreement, tmp_path: Path):
    assert names_in("fr", agreement, written(tmp_path, "  parties: {turkey: تركيا}")) == Names()


@pytest.mark.parametrize(
    ("body", "where", "told"),
    [
        ("  parties: {turky: تركيا}", (LINE, "ar.parties.turky"), ("not in the agreement", "turkey")),
        ("  norms:\n    x: y", (LINE + 1, "ar.norms.x"), ("not in the agreement", "radicals-out")),
        ("  agreements: {minsk-2015: x}", (LINE, "ar.agreements.minsk-2015"), ("not in", "sochi-2018")),
        ("  party: {turkey: تركيا}", (LINE, "ar.party"), ("no kind", "parties")),
        ("  parties: [turkey]", (LINE, "ar.parties"), ("no table of ids", None)),
        ("  parties: {turkey: 7}", (LINE, "ar.parties.turkey"), ("has no name", None)),
        ("  parties: {turkey: ' '}", (LINE, "ar.parties.turkey"), ("has no name", None)),
        ("  parties: {turkey: [a]}", (LINE, "ar.parties.turkey"), ("has no name", None)),
        ("  places: {Idlib: }", (LINE, "ar.places.Idlib"), ("has no name", None)),
        (f"  places: {{Idlib: {'x' * 301}}}", (LINE, "ar.places.Idlib"), ("more than 300", None)),
        ('  places: {Idlib: "a\\u202Eb"}', (LINE, "ar.places.Idlib"), ("unseen control", None)),
        ('  places: {Idlib: "a\\nb"}', (LINE, "ar.places.Idlib"), ("line break", None)),
        (
            "  parties: {}\narabic: {parties: {turkey: x}}",
            (LINE + 1, "arabic"),
            ("no code of a language", "ar"),
        ),
        ("  parties: {}\nfr: Turquie", (LINE + 1, "fr"), ("no table of kinds", "norms")),
    ],
)
def test_what_is_wrong_is_told_with_its_place(agreement, tmp_path: Path, body, where, told):
    found, (message, some_allowed) = problem(agreement, written(tmp_path, body)), told
    assert found[:3] == ("names.yaml", *where)
    assert message in found[3]
    assert some_allowed in found[4] if some_allowed else found[4] == ()


@pytest.mark.parametrize("head", ["format: truceline/names/2", "form: x"])
def test_another_format_is_refused_with_the_one_that_is_known(agreement, tmp_path: Path, head: str):
    found = problem(agreement, written(tmp_path, "  parties: {}", head))
    assert (found[2], found[4]) == ("format", ("truceline/names/1",))


def test_an_empty_language_is_refused_with_the_kinds(agreement, tmp_path: Path):
    assert problem(agreement, written(tmp_path, ""))[4] == KINDS


@pytest.mark.parametrize("text", ["", "- a list\n", "ar: {a: 1, a: 2}\n", "ar: &x {}\nfr: *x\n", "{"])
def test_what_is_no_strict_yaml_is_an_input_error(agreement, tmp_path: Path, text: str):
    (tmp_path / "names.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        names_in("ar", agreement, tmp_path)


def test_everything_that_is_wrong_is_told_at_once(agreement, tmp_path: Path):
    folder = written(tmp_path, "  parties: {turky: a, rusia: b}\n  zone: {}")
    with pytest.raises(InputError) as caught:
        names_in("ar", agreement, folder)
    assert [one.field for one in caught.value.problems] == ["ar.parties.turky", "ar.parties.rusia", "ar.zone"]


def test_names_with_joiners_are_names(agreement, tmp_path: Path):
    folder = written(tmp_path, '  parties: {iran: "می\\u200Cشود"}')
    assert names_in("ar", agreement, folder).of("parties", "iran") == "می\u200cشود"


@pytest.mark.parametrize("bundle", available())
def test_bundled_cases_name_everything_in_arabic(bundle: str):
    folder = bundle_path(bundle)
    agreement = load_agreement(folder / "agreement.yaml")
    names = names_in("ar", agreement, folder)
    wanted = {
        "agreements": [agreement.id],
        "parties": agreement.party,
        "zones": agreement.zone,
        "norms": agreement.norms,
        "instruments": agreement.instrument,
        "terms": agreement.term,
        "events": agreement.event,
    }
    checks = [norm.test for norm in agreement.norms.values() if isinstance(norm, Duty | Constitutive)]
    wanted["states"] = {one.state for check in checks for one in walk(check) if isinstance(one, StateHolds)}
    lacking = [(kind, id_) for kind, ids in wanted.items() for id_ in ids if names.of(kind, id_) is None]
    assert lacking == []


def test_a_new_case_brings_the_names_of_its_bundle(tmp_path: Path):
    build(tmp_path / "case", start_from("idlib-2018", None), lambda: datetime(2030, 1, 1, tzinfo=UTC))
    made = (tmp_path / "case" / "agreement" / "names.yaml").read_bytes()
    assert made == (bundle_path("idlib-2018") / "names.yaml").read_bytes()
