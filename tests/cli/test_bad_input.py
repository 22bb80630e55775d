"""Everything people get wrong, through the real command line: one clear message, nothing half-written."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

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


# --- what is no plain file ---------------------------------------------------------------------


def piped(folder, *args, given):
    """`truceline import` in a process of its own, whose standard input is a pipe."""
    command = [*START, "import", str(folder), *map(str, args), "--format", "json"]
    return subprocess.run(command, input=given, capture_output=True, check=False)


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input_is_read_like_a_file_with_its_digest(run, own_river, tmp_path, name):
    content = table(tmp_path / "t.csv", row(1), row(2, low="?")).read_bytes()
    done = piped(own_river, name, given=content)
    assert done.returncode == 0, done.stderr
    (report,) = json.loads(done.stdout)["imports"]
    assert (report["file"], report["kind"], report["added"]) == (name, "ucdp-ged", 1)
    assert report["sha256"] == hashlib.sha256(content).hexdigest()
    assert issues(run, own_river) == {("bad-number", 3, "skipped")}
    listed = json.loads(run("issues", own_river, "--format", "json").stdout)["issues"]
    assert {issue["file"] for issue in listed} == {"stdin"}


def test_a_named_pipe_is_read_like_a_file(run, own_river, tmp_path):
    content = gzip.compress(table(tmp_path / "t.csv", row(1)).read_bytes())
    pipe = tmp_path / "rows"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as writer:
        written = writer.submit(pipe.write_bytes, content)
        assert imported(run, own_river, pipe)["added"] == 1
        written.result(timeout=10)


def test_what_standard_input_is_must_be_said_where_it_cannot_be_told(own_river):
    done = piped(own_river, "-", given=b"colour,size\nred,3\n")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: -:1: --as: it is not plain what this is")


def test_the_copy_of_standard_input_is_gone_afterwards(own_river, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    piped(own_river, "-", given=b"colour,size\nred,3\n")
    piped(own_river, "-", given=table(tmp_path / "t.csv", row(1)).read_bytes())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("truceline-")] == []


def test_the_null_device_and_an_empty_input_are_empty_files(run, own_river):
    assert refused(run("import", own_river, os.devnull)) == [f"error: {os.devnull}: is empty"]
    assert b"error: -: is empty" in piped(own_river, "-", given=b"").stderr


def test_a_device_without_an_end_is_refused(run, own_river):
    refused(run("import", own_river, "/dev/zero"), "/dev/zero: is neither a file nor a pipe")


def test_a_program_started_without_standard_input_is_told_so(run, own_river, monkeypatch):
    monkeypatch.setattr("truceline.intake.spool.sys", SimpleNamespace(stdin=None))
    refused(run("import", own_river, "-"), "-: there is no standard input")


def test_a_table_of_a_header_alone_is_said_to_hold_no_rows(run, own_river, tmp_path):
    path = table(tmp_path / "t.csv")
    report = imported(run, own_river, path)
    assert (report["rows_read"], report["added"]) == (0, 0)
    assert report["message"] == "holds a header and no rows: nothing came in"
    for args in ([], ["--dry-run"]):
        assert "holds a header and no rows" in run("import", own_river, path, *args).stdout
    assert "no rows" not in imported(run, own_river, table(path, row(1)))["message"]


# --- days that may mean two --------------------------------------------------------------------

GENERAL = "kind,act,source.id,source.family,time.start\nevent,attack,a,b,{day}\n"
ACLED = "event_id_cnty,event_date,event_type,actor1,actor2,latitude,longitude\nR1,{day},Attack,A,B,1,1\n"
GED = HEAD + "\n" + row(1, date_start="{day}", date_end="{day}") + "\n"


@pytest.mark.parametrize("kind", [GED, ACLED, GENERAL])
@pytest.mark.parametrize(
    ("dates", "day", "meant"),
    [
        (None, "05/01/2030", "ambiguous-date"),
        ("dmy", "05/01/2030", "2030-01-05"),
        ("mdy", "05/01/2030", "2030-05-01"),
        ("iso", "05/01/2030", "bad-date"),
        ("dmy", "2030-01-05", "2030-01-05"),
        ("mdy", "25/01/2030", "bad-date"),
    ],
)
def test_a_date_style_can_be_declared_for_every_table(*, run, river, tmp_path, kind, dates, day, meant):
    path = tmp_path / "t.csv"
    path.write_text(kind.replace("{day}", day))
    declared = ["--dates", dates] if dates else []
    report = imported(run, river, path, "--dry-run", "--recorded", "published", *declared)
    days = [claim["time"]["start"] for claim in report["preview"]]
    assert [*days, *(issue["kind"] for issue in report["issues"] if "date" in issue["kind"])] == [meant]


def test_a_date_style_is_declared_in_one_place(run, river, tmp_path, tiny):
    path = tmp_path / "t.csv"
    path.write_text("Day,Note\n05/01/2030,x\n")
    mapping = tmp_path / "m.yaml"
    constants = "{kind: event, act: attack, source.id: a, source.family: b}"
    mapping.write_text(
        "format: truceline/table/1\ndates: D/M/Y\ncolumns: {time.start: Day, says: Note}\n"
        f"constants: {constants}\n"
    )
    refused(run("import", river, path, "--mapping", mapping, "--dates", "mdy"), "--dates", "m.yaml declares")
    mapping.write_text(mapping.read_text().replace("dates: D/M/Y\n", ""))
    report = imported(run, river, path, "--mapping", mapping, "--dates", "mdy", "--dry-run")
    assert [claim["time"]["start"] for claim in report["preview"]] == ["2030-05-01"]
    refused(run("import", river, tiny / "claims.jsonl", "--dates", "dmy"), "--dates", "ISO days")
