from __future__ import annotations

import os
import subprocess
import sys

import pytest

from truceline.case.bundles import bundle_path
from truceline.cli.demo_plan import FILE, plan_for, shown
from truceline.errors import InputError


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demonstration as `make demo` runs it: its output, and the folder it wrote to."""
    out = tmp_path_factory.mktemp("demo")
    code = "from truceline.cli.main import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code, "demo", "--out", str(out)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "100"},  # a parallel test run sets 80
    )
    return ran, out


@pytest.fixture(scope="module")
def plan():
    return plan_for(bundle_path(shown()[0]) / FILE)


def test_the_page_is_written_and_named(demo, plan):
    ran, out = demo
    assert f"written: {out / plan.page}" in ran.stderr
    assert (out / plan.page).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_every_line_fits_a_page_of_a_hundred_columns(demo):
    assert max(map(len, demo[0].stdout.splitlines())) <= 100


def test_every_frame_has_its_matrix(demo, plan):
    for shot in plan.frames:
        assert shot.caption in " ".join(demo[0].stdout.split())
    assert demo[0].stdout.count("Due, phase") == len(plan.frames)


def test_register_postures_and_one_explanation_are_printed(demo, plan):
    for title in ("Register of violations", "Postures", "One status in full"):
        assert f"\n{title}\n" in demo[0].stdout
    assert f"\n{plan.explain.norm}: " in demo[0].stdout


def test_the_case_is_kept_and_shown_again_as_it_stands(demo, run, plan, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    ran, out = demo
    (out / plan.page).unlink()
    again = run("demo", "--out", out)
    assert again.exit_code == 0
    assert "is there already: shown as it stands" in again.stderr
    assert again.stdout == ran.stdout
    assert (out / plan.page).exists()


def test_without_out_only_the_page_is_left(run, tmp_path, monkeypatch, plan):
    monkeypatch.chdir(tmp_path)
    assert run("demo").exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [plan.page]


def test_a_case_without_a_demonstration_is_answered_with_those_that_have_one(run):
    said = run("demo", "atlantis")
    assert said.exit_code == 2
    assert f"allowed: {', '.join(shown())}" in said.stderr


def test_a_folder_that_cannot_be_written_is_told_before_any_work(run, tmp_path):
    (tmp_path / "file").write_text("")
    said = run("demo", "--out", tmp_path / "file" / "out")
    assert said.exit_code == 2
    assert "nothing can be written there" in said.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format: truceline/demo/1\ntitle: x\npage: ../x.html\nframes: []\n", "page"),
        ("format: truceline/demo/1\nsurprise: 1\n", "surprise"),
        ("format: truceline/demo/1\nformat: truceline/demo/1\n", "twice"),
        (
            "format: truceline/demo/1\ntitle: x\npage: x.html\n"  # noqa: ISC004 - one file's text
            "frames: [{as_of: 2030-01-01}]\nexplain: {norm: x, frame: 2}\n",
            "explain names frame 2 of 1",
        ),
    ],
)
def test_a_wrong_plan_is_told_with_its_line(tmp_path, text, told):
    path = tmp_path / "demo.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=told):
        plan_for(path)
