from __future__ import annotations

import shlex

from truceline.case.bundles import available


def test_a_case_can_start_from_an_agreement_file(run, tmp_path, tiny):
    made = run("new", tmp_path / "case", "--agreement", tiny / "agreement.yaml")
    assert made.exit_code == 0
    assert made.stdout == ""
    assert "Truce of the River" in made.stderr
    assert "5 norms, 0 claims" in made.stderr


def test_a_case_can_start_from_a_bundled_one(run, tmp_path):
    bundle = available()[0]
    made = run("new", tmp_path / "case", "--from", bundle)
    assert made.exit_code == 0, made.stderr
    assert " 0 claims" not in made.stderr


def test_a_bundled_agreement_can_start_an_empty_case(run, tmp_path):
    made = run("new", tmp_path / "case", "--agreement", available()[0])
    assert made.exit_code == 0, made.stderr
    assert " 0 claims" in made.stderr


def test_an_unknown_bundle_is_answered_with_those_there_are(run, tmp_path):
    shown = run("new", tmp_path / "case", "--from", "atlantis")
    assert shown.exit_code == 2
    assert f"allowed: {', '.join(available())}" in shown.stderr


def test_an_agreement_that_is_neither_file_nor_id_is_told_so(run, tmp_path):
    shown = run("new", tmp_path / "case", "--agreement", "atlantis")
    assert shown.exit_code == 2
    assert "no bundled agreement or file is called 'atlantis'" in shown.stderr


def test_one_start_must_be_named(run, tmp_path):
    assert run("new", tmp_path / "case").exit_code == 2
    both = run("new", tmp_path / "case", "--from", "a", "--agreement", "b")
    assert both.exit_code == 2
    assert len(both.stderr.splitlines()) == 1
    assert not (tmp_path / "case").exists()


def test_a_folder_in_use_is_left_as_it_is(run, river, tiny):
    before = sorted(path.name for path in river.iterdir())
    shown = run("new", river, "--agreement", tiny / "agreement.yaml")
    assert shown.exit_code == 2
    assert "there is a case in it already" in shown.stderr
    assert sorted(path.name for path in river.iterdir()) == before


def test_the_hint_can_be_copied_into_a_shell(run, tmp_path, tiny):
    folder = tmp_path / "my case"
    made = run("new", folder, "--agreement", tiny / "agreement.yaml")
    (hint,) = [line for line in made.stderr.splitlines() if "Next: " in line]
    assert shlex.split(hint.partition("Next: ")[2]) == ["truceline", "assess", str(folder)]


def test_a_case_can_be_kept_on_a_server_and_be_joined(run, tmp_path, tiny, postgresql, worker_id):
    store = postgresql.url(f"by_command_{worker_id}")
    start = ["--agreement", tiny / "agreement.yaml", "--store", store]
    assert run("new", tmp_path / "ours", *start).exit_code == 0
    again = run("new", tmp_path / "theirs", *start)
    assert (again.exit_code, "there is such a case" in again.stderr) == (2, True)
    assert run("new", tmp_path / "theirs", *start, "--join").exit_code == 0
    assert run("assess", tmp_path / "theirs").exit_code == 0


def test_joining_needs_a_store(run, tmp_path, tiny):
    shown = run("new", tmp_path / "case", "--agreement", tiny / "agreement.yaml", "--join")
    assert (shown.exit_code, "--join says how to use --store" in shown.stderr) == (2, True)
