"""Everything people get wrong, through the real command line: one clear message, nothing half-written."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

START = [sys.executable, "-c", "from truceline.cli.main import main; main()"]
HEAD = (
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,adm_1,date_prec,"
    "date_start,date_end,low,best,high,source_office"
)


def row(number, **changed):
    """One row of UCDP GED's shape, at the ford of the river case."""
    cells = {
        "id": number,
        "type_of_violence": 1,
        "side_a": "Southern Force",
        "side_b": "Northern Force",
        "where_prec": 1,
        "where_coordinates": "ford",
        "latitude": 40.1,
        "longitude": 22.2,
        "adm_1": "Riverside",
        "date_prec": 1,
        "date_start": "2030-01-05",
        "date_end": "2030-01-05",
        "low": 0,
        "best": 1,
        "high": 2,
        "source_office": "River Post",
    }
    return ",".join(str(value) for value in (cells | changed).values())


def table(path, *rows, head=HEAD, encoding="utf-8"):
    path.write_bytes("\n".join([head, *rows, ""]).encode(encoding))
    return path


def refused(shown, *told):
    """Exit code 2, nothing on stdout, and each line of stderr an error; the words are in it."""
    assert shown.exit_code == 2, shown.output
    assert shown.stdout == ""
    lines = shown.stderr.splitlines()
    assert lines
    assert all(line.startswith("error: ") for line in lines)
    for words in told:
        assert words in shown.stderr
    return lines


def held(run, folder):
    return len(run("claims", folder, "list", "--format", "jsonl").stdout.splitlines())


def imported(run, folder, path, *args):
    shown = run("import", folder, path, *args, "--format", "json")
    assert shown.exit_code == 0, shown.stderr
    (report,) = json.loads(shown.stdout)["imports"]
    return report


def issues(run, folder):
    found = json.loads(run("issues", folder, "--format", "json").stdout)["issues"]
    return {(issue["kind"], issue["row"], issue["effect"]) for issue in found}


# --- agreements --------------------------------------------------------------------------------


@pytest.fixture
def broken(tmp_path, tiny):
    """Write the river agreement with one text replaced; gives its path."""

    def write(old, new):
        folder = tmp_path / "broken"
        shutil.copytree(tiny, folder)
        path = folder / "agreement.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return path

    return write


WRONG_AGREEMENTS = {
    "an unknown key": (
        "title: Truce of the River",
        "title: Truce of the River\nsubtitle: x",
        ["agreement.yaml:5", "subtitle"],
    ),
    "a duplicate key": (
        "title: Truce of the River",
        "title: Truce of the River\ntitle: Another",
        ["agreement.yaml:5", "twice"],
    ),
    "an anchor": ("clock: {timezone", "clock: &again {timezone", ["agreement.yaml:22", "anchor"]),
    "a wrong date": ("signed_on: 2030-01-01", "signed_on: 2030-02-30", ["agreement.yaml:11", "signed_on"]),
    "a missing paragraph": (
        'paragraphs: ["1", "2", "3", "4"]',
        'paragraphs: ["1", "2", "3", "4", "5"]',
        ["agreement.yaml", "5"],
    ),
    "an unknown party": (
        "bearer: [north, south]",
        "bearer: [north, souht]",
        ["agreement.yaml:", "souht", "allowed: ", "south"],
    ),
    "a wrong check": (
        "check: none_present",
        "check: nobody_there",
        ["agreement.yaml:", "nobody_there", "none_present"],
    ),
    "a cycle of norms": (
        "test: {check: event_occurred, event: line_agreed, by: [north, south]}",
        "test: {check: norm_is, norm: line-drawn}",
        ["agreement.yaml:", "line-drawn"],
    ),
}


@pytest.mark.parametrize("case", WRONG_AGREEMENTS)
def test_a_wrong_agreement_is_told_with_file_line_and_field(run, broken, case):
    old, new, told = WRONG_AGREEMENTS[case]
    refused(run("agreement", "check", broken(old, new)), *told)


def test_a_wrong_agreement_makes_no_case(run, broken, tmp_path):
    path = broken("bearer: [north, south]", "bearer: [north, souht]")
    refused(run("new", tmp_path / "case", "--agreement", path), "souht")
    assert not (tmp_path / "case").exists()


def test_everything_wrong_with_an_agreement_is_told_at_once(run, broken):
    path = broken("title: Truce of the River", "title: Truce of the River\nsubtitle: x")
    second = path.read_text().replace("event: shelling, by: [north, south]", "event: shelling, by: [nort]")
    path.write_text(second)
    assert len(refused(run("agreement", "check", path), "subtitle", "nort")) == 2


def test_a_polygon_that_crosses_itself_is_refused(run, broken):
    path = broken("title: Truce", "title: Truce")
    crossed = {"type": "Polygon", "coordinates": [[[22, 40], [22.4, 40.2], [22.4, 40], [22, 40.2], [22, 40]]]}
    feature = {"type": "Feature", "id": "strip", "properties": {}, "geometry": crossed}
    (path.parent / "zones" / "strip.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]})
    )
    refused(run("agreement", "check", path), "strip.geojson", "cross")


# --- tables ------------------------------------------------------------------------------------


def test_missing_columns_are_named(run, own_river, tmp_path):
    path = table(tmp_path / "t.csv", head=HEAD.replace("latitude,longitude,", "").replace("side_b,", ""))
    refused(run("import", own_river, path, "--as", "ucdp-ged"), "t.csv", "latitude", "longitude", "side_b")
    assert held(run, own_river) == 6


def test_another_delimiter_is_read_or_told(run, own_river, tmp_path):
    path = table(tmp_path / "t.csv", row(1).replace(",", ";"), head=HEAD.replace(",", ";"))
    assert imported(run, own_river, path)["added"] == 1


def test_a_delimiter_that_splits_nothing_is_refused(run, own_river, tmp_path):
    path = table(tmp_path / "t.csv", row(1).replace(",", "^"), head=HEAD.replace(",", "^"))
    refused(run("import", own_river, path, "--as", "ucdp-ged"), "t.csv")


def test_windows_1252_bytes_are_kept_and_flagged(run, own_river, tmp_path):
    path = table(tmp_path / "t.csv", row(1, where_coordinates="Caf\u00e9"), row(2), encoding="cp1252")
    report = imported(run, own_river, path)
    assert report["added"] == 2
    assert ("bad-encoding", 2, "flagged") in issues(run, own_river)
    assert "bad-encoding" in run("issues", own_river).stdout


def test_a_truncated_gzip_file_is_refused_whole(run, own_river, tmp_path):
    path = table(tmp_path / "t.csv", *(row(number) for number in range(500)))
    packed = gzip.compress(path.read_bytes())
    cut = tmp_path / "t.csv.gz"
    cut.write_bytes(packed[: len(packed) // 2])
    refused(run("import", own_river, cut), "t.csv.gz", "truncated")
    assert held(run, own_river) == 6


def test_swapped_coordinates_are_kept_and_flagged(run, own_river, tmp_path):
    path = table(tmp_path / "t.csv", row(1, latitude=22.2, longitude=40.1), row(2))
    imported(run, own_river, path)
    assert ("swapped-coordinates", 2) in {(kind, number) for kind, number, _ in issues(run, own_river)}


def test_dates_in_three_styles_are_read_or_flagged_but_never_guessed(run, own_river, tmp_path):
    styles = {1: "2030-01-05", 2: "05/01/2030", 3: "5 January 2030"}
    rows = [row(number, date_start=day, date_end=day) for number, day in styles.items()]
    report = imported(run, own_river, table(tmp_path / "t.csv", *rows))
    found = issues(run, own_river)
    assert report["rows_read"] == 3
    assert not [issue for issue in found if issue[1] == 2]
    assert [issue for issue in found if issue[1] == 3 and "date" in issue[0]]
    skipped = {number for _, number, effect in found if effect == "skipped"}
    assert report["added"] == 3 - len(skipped)


def test_disordered_bounds_are_kept_and_flagged(run, own_river, tmp_path):
    report = imported(run, own_river, table(tmp_path / "t.csv", row(1, low=5, best=3, high=2)))
    assert report["added"] == 1
    assert issues(run, own_river) == {("disordered-bounds", 2, "flagged")}


def test_an_empty_file_is_refused(run, own_river, tmp_path):
    (tmp_path / "t.csv").write_text("")
    refused(run("import", own_river, tmp_path / "t.csv"), "t.csv", "empty")


def test_a_huge_file_is_read_in_bounded_memory(own_river, tmp_path):
    # A hole in a file takes no disk: one good row, then a "line" of so many bytes of nothing.
    # The promise is for 2 GB: TRUCELINE_HUGE_FILE_MB=2048 tests just that, in four times the seconds.
    size_mb = int(os.environ.get("TRUCELINE_HUGE_FILE_MB", "512"))
    path = table(tmp_path / "t.csv", row(1))
    os.truncate(path, size_mb << 20)
    command = [sys.executable, "-c", WATCHED, "import", str(own_river), str(path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (report,) = json.loads(done.stdout)["imports"]
    assert report["added"] == 1
    assert {issue["effect"] for issue in report["issues"]} == {"skipped"}
    peak_kib = int(re.search(r"VmHWM:\s+(\d+) kB", done.stderr)[1])
    assert peak_kib / 1024 < 300


# The peak of this process alone: what `wait4` reports may be that of the test runner it was forked from.
WATCHED = """
import atexit, pathlib, sys
from truceline.cli.main import main
atexit.register(lambda: sys.stderr.write(pathlib.Path("/proc/self/status").read_text()))
main()
"""


# --- folders -----------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_is_refused(run, tmp_path, tiny):
    (tmp_path / "file").write_text("in the way")
    where = tmp_path / "file" / "case"
    refused(run("new", where, "--agreement", tiny / "agreement.yaml"), str(where))
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder that not even root can write")  # noqa: PTH112
def test_a_folder_that_not_even_root_can_write_is_refused(run, tiny):
    refused(run("new", "/proc/case", "--agreement", tiny / "agreement.yaml"), "/proc/case")


def test_a_folder_that_is_no_case_is_refused(run, tmp_path):
    refused(run("assess", tmp_path), "it is no case")
    refused(run("assess", tmp_path / "nowhere"), "there is no such folder")


def test_a_case_made_by_a_newer_version_is_left_alone(run, own_river):
    manifest = own_river / "case.json"
    manifest.write_text(manifest.read_text().replace("truceline/case/1", "truceline/case/2"))
    before = (own_river / "ledger.sqlite").read_bytes()
    refused(run("assess", own_river), "truceline/case/2", "upgrade")
    assert (own_river / "ledger.sqlite").read_bytes() == before


def test_a_case_without_its_ledger_is_refused(run, own_river):
    (own_river / "ledger.sqlite").unlink()
    refused(run("assess", own_river), "ledger.sqlite", "missing")


def test_a_ledger_that_is_no_database_is_refused(run, own_river):
    (own_river / "ledger.sqlite").write_bytes(b"not a database, but long enough to look at" * 100)
    refused(run("assess", own_river), "ledger.sqlite")


def both_added(folder, *paths):
    """How many claims each of several imports added that ran at the same time."""
    running = [
        subprocess.Popen(
            [*START, "import", str(folder), str(path), "--format", "json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for path in paths
    ]
    ended = [(process.communicate(), process.returncode) for process in running]
    assert [code for _, code in ended] == [0] * len(paths), ended
    return [json.loads(printed)["imports"][0]["added"] for (printed, _), _ in ended]


def test_two_imports_at_once_both_come_in_whole(run, own_river, tmp_path):
    first = table(tmp_path / "first.csv", *(row(number) for number in range(200)))
    second = table(tmp_path / "second.csv", *(row(1000 + number) for number in range(200)))
    assert both_added(own_river, first, second) == [200, 200]
    assert held(run, own_river) == 6 + 400


def test_the_same_file_imported_by_two_at_once_comes_in_once(run, own_river, tmp_path):
    path = table(tmp_path / "t.csv", *(row(number) for number in range(200)))
    assert sorted(both_added(own_river, path, path)) == [0, 200]
    assert held(run, own_river) == 206


# --- suppositions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("s.jsonl", '{"kind": "event"}\n', ["s.jsonl:1", "act"]),
        ("s.jsonl", "no json\n", ["s.jsonl:1"]),
        ("s.yaml", "examples: []\n", ["s.yaml:1"]),
        ("s.yaml", "examples:\n  - {id: x, shows: event}\n", ["s.yaml:2", "says"]),
        ("s.txt", "a claim", ["s.txt", ".jsonl"]),
    ],
)
def test_a_wrong_supposition_is_told_with_its_line(*, run, river, tmp_path, name, text, told):
    path = tmp_path / name
    path.write_text(text)
    refused(run("assess", river, "--suppose", path), *told)
