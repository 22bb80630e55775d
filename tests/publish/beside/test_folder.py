from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tests.publish.beside.making import HOSTILE, atlas, empty, facts, quotes
from tests.publish.making import agreement, assessment, cited, entry

from truceline import extras
from truceline.case.folder import Case
from truceline.core.canonical import digest_bytes
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.publish.beside import folder as module
from truceline.publish.beside.figures import Figures
from truceline.publish.beside.folder import Index, index_of, write_beside
from truceline.publish.beside.tables import Tables
from truceline.publish.report.facts import KEPT_BACK
from truceline.publish.report.gathering import Asked, gathered


def write(folder: Path, told=None, **options):
    return write_beside(told or facts(), agreement(), atlas(), folder, **options)


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_every_file_is_in_the_index_with_its_digest(tmp_path):
    paths = write(tmp_path / "figures")
    index = index_of(tmp_path / "figures")
    assert isinstance(index, Index)
    assert [tmp_path / "figures" / one.path for one in index.files] == list(paths[:-1])
    found = held(tmp_path / "figures")
    assert found.keys() == {"index.json", *(one.path for one in index.files)}
    for one in index.files:
        assert (one.sha256, one.bytes) == (digest_bytes(found[one.path]), len(found[one.path]))
    tables = {one.path: one for one in index.files if one.path.startswith("tables/")}
    assert tables.keys() == {f"tables/{name}.csv" for name in Tables.model_fields}
    assert tables["tables/violations.csv"].rows == 1
    (note,) = tables["tables/corrections.csv"].notes
    assert "left out" in note
    radius = next(one for one in tables["tables/violations.csv"].columns if one["name"] == "radius_km")
    assert (radius["unit"], radius["kind"], radius["hxl"]) == ("km", "number", "#geo+radius+num")


def test_nothing_but_the_folder_is_left_behind_and_equal_facts_give_equal_files(tmp_path):
    write(tmp_path / "deep" / "one")
    write(tmp_path / "deep" / "two")
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["one", "two"]
    assert held(tmp_path / "deep" / "one") == held(tmp_path / "deep" / "two")


def test_a_folder_of_figures_is_replaced_whole(tmp_path):
    spot = facts(kind="spot", incident="e1")
    assert tmp_path / "alert.xml" in write(tmp_path, spot, status="Exercise")
    assert "alert.xml" not in {path.name for path in write(tmp_path)}
    assert not (tmp_path / "alert.xml").exists()


@pytest.mark.parametrize("name", ["notes.txt", "tables/own.csv"])
def test_a_folder_that_holds_anything_else_is_refused(tmp_path, name):
    write(tmp_path / "out")
    (tmp_path / "out" / name).write_text("mine")
    before = held(tmp_path / "out")
    with pytest.raises(InputError, match=re.escape(f"holds what is no figure of a report ({name})")):
        write(tmp_path / "out")
    assert held(tmp_path / "out") == before


def test_a_file_is_no_folder_and_what_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file; name a folder"):
        write(tmp_path / "file")
    with pytest.raises(InputError, match=r"not a directory|file exists"):
        write(tmp_path / "file" / "below")


def test_a_failure_midway_leaves_what_was_there(tmp_path, monkeypatch):
    write(tmp_path / "out", empty())
    before = held(tmp_path / "out")
    monkeypatch.setattr(
        module, "_held", lambda _one: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(InputError, match="no space left"):
        write(tmp_path / "out")
    assert held(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_where_the_new_folder_cannot_be_moved_the_old_one_stands(tmp_path, monkeypatch):
    write(tmp_path / "out", empty())
    before = held(tmp_path / "out")
    rename = Path.rename

    def refused(self, target):
        if self.name == "new":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(InputError, match="permission denied"):
        write(tmp_path / "out")
    assert held(tmp_path / "out") == before


def test_a_missing_extra_is_told_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "icalendar" else object())
    with pytest.raises(InputError, match=r"needs icalendar: pip install 'truceline\[report\]'"):
        write(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_index_that_is_none_is_none(tmp_path):
    (tmp_path / "index.json").write_text('{"format": "other"}')
    assert index_of(tmp_path) is None
    assert index_of(tmp_path / "nowhere") is None


def test_what_may_not_be_passed_on_is_in_no_file(tmp_path):
    canary = "CANARYWORDS"
    claims = (cited(2, says=canary, family="acled", source=canary, rests_on=canary),)
    kept_entry = entry(2, place=canary, reason=canary, claims=claims)
    now = assessment(violations=(entry(1), kept_entry))
    words = quotes(now)
    words[f"{2:064x}"] = words[f"{2:064x}"].model_copy(update={"licence": KEPT_BACK, "words": canary})
    write(tmp_path, facts(now=now, quotes=words))
    for name, content in held(tmp_path).items():
        assert canary.encode() not in content, name
        assert f"{2:064x}".encode() not in content, name


def test_hostile_text_is_written_in_every_format(tmp_path):
    now = assessment(violations=(entry(place=HOSTILE, target=(HOSTILE,)),))
    write(tmp_path, facts(kind="spot", incident="e1", now=now, quotes=quotes(now), title=HOSTILE), hxl=True)
    texts = {
        name: content for name, content in held(tmp_path).items() if not name.endswith((".xlsx", ".parquet"))
    }
    for name, content in texts.items():
        assert not {"\x00", "\x07", "\u202e", "\u2066"} & set(content.decode()), name


def test_five_thousand_violations_are_all_there(tmp_path):
    entries = tuple(entry(number, claims=(cited(number),), may_repeat=("e1",)) for number in range(5000))
    now = assessment(violations=entries)
    write(tmp_path, facts(now=now, quotes=quotes(now)))
    index = index_of(tmp_path)
    rows = {one.path: one.rows for one in index.files}
    assert rows["tables/violations.csv"] == rows["maps/violations.geojson"] == 5000
    assert len(json.loads((tmp_path / "maps/violations.geojson").read_text())["features"]) == 5000


def fits(document, model) -> None:
    schema = model.model_json_schema(mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert list(validator.iter_errors(json.loads(document))) == []


@pytest.mark.parametrize(
    "told", [facts(), empty(), facts(kind="spot", incident="e1")], ids=["full", "empty", "spot"]
)
def test_the_documents_fit_their_published_schemas(tmp_path, told):
    write(tmp_path, told)
    fits((tmp_path / "report.json").read_text(), Figures)
    fits((tmp_path / "index.json").read_text(), Index)


def test_the_schema_refuses_what_is_none_of_our_figures(tmp_path):
    write(tmp_path)
    written = json.loads((tmp_path / "report.json").read_text())
    written["tables"]["violations"][0]["p_inside"] = "sure"
    validator = jsonschema.Draft202012Validator(Figures.model_json_schema(mode="serialization"))
    assert not validator.is_valid(written)


@pytest.fixture(scope="module")
def idlib(tmp_path_factory):
    case = Case.create(tmp_path_factory.mktemp("case") / "idlib", bundle="idlib-2018")
    frame = Frame(as_of=date(2018, 10, 19))
    law = case.law(frame)
    return gathered(case, Asked(kind="weekly", frame=frame), "Weekly report"), law.agreement, law.atlas


def test_the_figures_of_the_bundled_case_are_those_of_its_assessment(idlib, tmp_path):
    told, agreement, atlas = idlib
    write_beside(told, agreement, atlas, tmp_path)
    figures = Figures.model_validate_json((tmp_path / "report.json").read_bytes())
    assert {row.norm: row.standing for row in figures.tables.promises} == {
        status.norm: status.standing.value for status in told.now.norms
    }
    weapons = {row.party: row for row in figures.tables.obligations if row.norm == "heavy-weapons-out"}
    assert (weapons["opposition"].standing, weapons["opposition"].degree_low) == ("fulfilled", 1.0)
    assert weapons["radical-groups"].standing == "breached"
    assert len(figures.tables.violations) == len(told.now.violations)
    assert len(figures.tables.zones) == len(agreement.zones)
    shapes = json.loads((tmp_path / "maps/zones.geojson").read_text())["features"]
    assert {shape["properties"]["zone"] for shape in shapes} == set(agreement.zone)
    assert {shape["id"] for shape in shapes} >= {"dmz", "dmz.least"}
    assert not figures.notes


def test_the_rows_that_the_guide_shows_are_those_that_are_written(idlib, tmp_path, root):
    told, agreement, atlas = idlib
    write_beside(told, agreement, atlas, tmp_path)
    guide = (root / "docs" / "how-to" / "use-the-figures.md").read_text(encoding="utf-8")
    shown = list(
        csv.DictReader(line.strip() for line in guide.splitlines() if "," in line and line[:4] == "    ")
    )
    assert len(shown) == 3
    with (tmp_path / "tables" / "obligations.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["norm"] == "heavy-weapons-out"]
    assert [{name: row[name] for name in shown[0]} for row in rows] == shown
