"""What was worked out for a case is used again for another table, and for nothing but the same case."""

import shutil
import subprocess
import sys

import pytest
from pyarrow import parquet
from tests.cli.test_bulk_assess import EVENTS, FRAME, HEADER

from truceline.bulk import keeping
from truceline.case.folder import Case

NEW = "event,shell,Southern Force,claimed,22.2,40.1,5000,2030-01-07,post,post\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "kept"
    home.mkdir()
    monkeypatch.setattr(keeping, "kept_in", lambda: home)
    (tmp_path / "events.csv").write_text(HEADER + EVENTS, encoding="utf-8")
    (tmp_path / "new.csv").write_text(HEADER + NEW, encoding="utf-8")
    return home


@pytest.fixture
def opened(monkeypatch):
    """How often a case was opened."""
    count = []
    opening = Case.open

    def counted(folder, **rest):
        count.append(folder)
        return opening(folder, **rest)

    monkeypatch.setattr(Case, "open", counted)
    return count


@pytest.fixture
def count(run):
    """Count a table: what is shown, and the rows written."""

    def counted(case, name="events.csv", *more):
        shown = run(
            "bulk", "assess", case, name, "--out", "out.parquet", *(more or FRAME), "--format", "json"
        )
        assert shown.exit_code == 0, shown.stderr
        table = parquet.read_table("out.parquet")
        return shown.stdout, table, table.schema.metadata

    return counted


def test_counted_again_it_is_the_same_without_opening_the_case(home, opened, river, count):
    assert count(river) == count(river)
    assert len(opened) == 1


def test_who_was_not_met_before_is_asked_of_the_case(home, opened, river, count):
    alone = count(river, "new.csv")
    shutil.rmtree(home)
    home.mkdir()
    count(river)
    assert count(river, "new.csv") == alone
    assert len(opened) == 3
    assert count(river, "new.csv") == alone
    assert len(opened) == 3, "what was learnt is kept"


@pytest.mark.parametrize(
    "more", [("--as-of", "2030-01-09"), (*FRAME, "--day", "first"), (*FRAME, "--known-at", "2030-01-01")]
)
def test_another_question_is_asked_of_the_case(home, opened, river, count, more):
    count(river)
    count(river, "events.csv", *more)
    assert len(opened) == 2


def test_a_case_that_was_changed_is_opened_anew(home, opened, river, count, tmp_path):
    case = shutil.copytree(river, tmp_path / "case")
    count(case)
    agreement = case / "agreement" / "agreement.yaml"
    agreement.write_text(agreement.read_text(encoding="utf-8") + "# read anew\n", encoding="utf-8")
    count(case)
    assert len(opened) == 2


def test_without_a_day_the_clock_is_asked(home, opened, river, run):
    for _ in range(2):
        assert run("bulk", "assess", river, "events.csv", "--out", "out.parquet").exit_code == 0
    assert len(opened) == 2
    assert not list(home.glob("brief-*"))


def test_a_brief_that_was_damaged_is_worked_out_anew(home, opened, river, count):
    first = count(river)
    for path in home.glob("brief-*"):
        path.write_bytes(path.read_bytes()[:-9])
    assert count(river) == first
    assert count(river) == first
    assert len(opened) == 2


LEAN = """
import sys
from truceline.cli.main import main
try:
    main()
finally:
    heavy = ("sqlalchemy", "shapely", "pyproj", "rich", "pandas", "truceline.agreement", "truceline.ledger")
    print([name for name in heavy if name in sys.modules], file=sys.stderr)
"""


def test_what_was_kept_is_used_without_loading_models_or_maps(river, tmp_path):
    (tmp_path / "events.csv").write_text(HEADER + EVENTS, encoding="utf-8")
    asked = ["bulk", "assess", river, "events.csv", "--out", "out.parquet", *FRAME, "--format", "json"]
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", LEAN, *asked], cwd=tmp_path, capture_output=True, text=True, check=True
        )
    assert done.stderr == "[]\n"
