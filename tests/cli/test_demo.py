from __future__ import annotations

import os
import subprocess
import sys

import pytest
from rich.text import Text

from truceline.case.bundles import REPORTS, bundle_path
from truceline.case.folder import Case
from truceline.cli.demo_plan import FILE, plan_for, shown
from truceline.cli.demo_report import read_and_review, story_sheet
from truceline.errors import CaseError, InputError
from truceline.evidence.claim import Status
from truceline.publish.bulletin.manifest import check
from truceline.publish.report.issued import MEDIA_TYPE


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
    left = sorted(path.name for path in (tmp_path / "out").iterdir())
    told = plan.publish
    pdf = told.page.replace(".html", ".pdf")
    assert left == sorted([plan.page, plan.report.page, told.page, pdf, told.folder])


@pytest.fixture(scope="module")
def read_part(demo):
    """What is printed of the report, its lines as one."""
    return demo[0].stdout.partition("\nA report read, reviewed and counted\n")[2]


def test_a_report_is_read_sentence_by_sentence_with_how_it_is_told(read_part, plan):
    for review in plan.report.reviews:
        assert review.words in " ".join(read_part.replace("[", "").replace("]", "").split())
    assert "Not all heavy weapons have been [withdrawn] from the demilitarised zone." in read_part
    assert "withdraw: asserted, not so, completed; bears on heavy-weapons-out" in read_part


def test_it_is_decided_on_with_reasons_and_the_rest_stays_proposed(read_part, plan):
    flat = " ".join(read_part.split())
    for review in plan.report.reviews:
        assert f": {review.why}" in flat
    assert flat.count("rejected: ") == flat.count("accepted with ") == 2
    assert "stay proposed and count for nothing" in flat


def test_accepting_changes_a_status_that_rests_on_its_sentence(read_part):
    assert "heavy-weapons-out  unproven 33-100%  breached in part 33-67%" in read_part
    assert "  radical-groups   unproven 0-100%   breached 0%" in read_part
    flat = " ".join(read_part.split())
    assert 'heavy-weapons-out rests on "Not all heavy weapons have been withdrawn' in flat
    assert "kremlin (family russian-state, grade B3)" in flat


def test_the_report_takes_no_more_than_a_screen(read_part):
    assert len(read_part.splitlines()) <= 32


def test_the_report_has_a_page_with_its_claims_marked(demo, plan):
    ran, out = demo
    page = (out / plan.report.page).read_text(encoding="utf-8")
    assert f"written: {out / plan.report.page}" in ran.stderr
    assert page.startswith("<!DOCTYPE html>")
    assert "withdrawn</mark>" in page


def test_decisions_of_the_demonstration_never_enter_the_case_that_is_kept(demo):
    held = Case.open(demo[1] / "case").ledger
    claims = list(held.claims())
    assert {claim.status for claim in claims} == {Status.ACCEPTED}
    assert held.documents() == ()
    assert held.batches()[0].origin.kind == "bundle"


def test_the_plan_names_claims_and_a_file_that_the_case_has(demo, plan):
    case = Case.open(demo[1] / "case")
    assert set(plan.report.without) <= {claim.label for claim in case.ledger.claims()}
    assert (case.folder / REPORTS / plan.report.file).is_file()
    assert plan.report.norm in case.agreement.norms


def test_a_review_of_what_is_not_read_is_told(tmp_path, plan):
    wrong = plan.report.reviews[0].model_copy(update={"words": "words nobody wrote"})
    report = plan.report.model_copy(update={"reviews": (wrong,)})
    case = Case.create(tmp_path / "case", bundle=shown()[0])
    with pytest.raises(CaseError, match="no claim \\(withdraw\\) is read from 'words nobody wrote'"):
        read_and_review(case, report)


def test_a_claim_may_be_accepted_as_it_was_read(tmp_path, plan):
    last = plan.report.reviews[-1].model_copy(update={"changes": ()})
    report = plan.report.model_copy(update={"reviews": (last,)})
    story = read_and_review(Case.create(tmp_path / "case", bundle=shown()[0]), report)
    (one,) = story.reviewed
    assert one.counted is one.proposed
    printed = "\n".join(part.plain for part in story_sheet(story) if isinstance(part, Text))
    assert "rests on" not in printed  # it bears on another promise


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
        (
            "format: truceline/demo/1\ntitle: x\npage: x.html\n"  # noqa: ISC004 - one file's text
            "frames: [{as_of: 2030-01-01}]\nexplain: {norm: x, frame: 1}\n"
            "report: {file: x.txt, page: y.html, caption: x, as_of: 2030-01-01, norm: x, reviews: "
            "[{words: x, act: shell, decision: reject, changes: [grade=B2], why: x}]}\n",
            "what is rejected is not corrected",
        ),
    ],
)
def test_a_wrong_plan_is_told_with_its_line(tmp_path, text, told):
    path = tmp_path / "demo.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=told):
        plan_for(path)


def test_a_weekly_report_is_written_as_page_and_pdf(demo, plan):
    ran, out = demo
    assert plan.publish is not None
    page = out / plan.publish.page
    assert f"written: {page}, and the same as a PDF" in ran.stderr
    assert "Weekly report" in page.read_text(encoding="utf-8")
    assert page.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert "1 of 14 standings changed" in ran.stdout


def test_the_bulletin_has_its_two_issues_and_is_whole(demo, plan):
    site = demo[1] / plan.publish.folder
    names = sorted(one.name for one in (site / "reports").iterdir())
    assert names == [f"weekly-{day}" for day in plan.publish.bulletin]
    assert check(site).is_sound
    assert (site / "ar" / "index.html").is_file()


def test_publishing_leaves_the_kept_case_as_it_was(demo):
    assert not Case.open(demo[1] / "case").ledger.filed(MEDIA_TYPE)
