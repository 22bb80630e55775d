from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest

from truceline import __version__
from truceline.cli import main as door
from truceline.errors import CheckFailed, InputError, Problem

HEAVY = ("pydantic", "rich", "sqlalchemy", "shapely", "numpy", "pyarrow", "openpyxl", "ruamel", "pyproj")
START = [sys.executable, "-c", "from truceline.cli.main import main; main()"]


def started(*args, **options):
    return subprocess.run([*START, *args], capture_output=True, text=True, check=False, **options)


def failing_with(monkeypatch, error):
    """Make `truceline schema` raise the error."""

    @click.command()
    def command():
        raise error

    monkeypatch.setattr(door, "import_module", lambda name: type("module", (), {"command": command}))


def test_help_names_every_command_with_a_sentence(run):
    shown = run("--help")
    assert shown.exit_code == 0
    for name, (_, text) in door.COMMANDS.items():
        assert name in shown.output
        assert text.split(",")[0] in " ".join(shown.output.split())


def test_help_says_the_exit_codes(run):
    assert "0 done, 1 a check failed, 2 bad input, 3 internal error" in " ".join(run("-h").output.split())


def test_help_loads_no_heavy_library():
    code = (
        "import sys\nfrom truceline.cli.main import app\n"
        "try: app.main(['--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stderr.strip() == "[]"


def test_a_case_in_a_file_loads_nothing_of_a_server():
    code = "import sys, truceline.cli.assess\nprint('sqlalchemy.dialects.postgresql' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"


@pytest.mark.parametrize("name", sorted(door.COMMANDS))
def test_every_command_has_a_help_page(run, name):
    shown = run(name, "--help")
    assert shown.exit_code == 0, shown.output
    assert shown.output.startswith("Usage: ")


def test_version_is_the_package_s(run):
    assert run("--version").output == f"truceline {__version__}\n"


def test_without_arguments_the_help_is_shown_and_the_code_is_two(run):
    shown = run()
    assert shown.exit_code == 2
    assert "Usage:" in shown.output


def test_a_misspelt_command_is_answered_with_its_neighbour(run):
    shown = run("asess", "somewhere")
    assert shown.exit_code == 2
    told = "error: no command is called 'asess'; did you mean assess? (see 'truceline --help')\n"
    assert shown.stderr == told


def test_a_wrong_option_is_one_line_on_stderr(run):
    shown = run("assess", "somewhere", "--as-off", "2030-01-11")
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert len(shown.stderr.splitlines()) == 1
    assert "--as-of" in shown.stderr


def test_every_problem_of_bad_input_has_its_own_line(run, monkeypatch):
    wrong_party = Problem("a.yaml", 3, "norm.by", "no such party", ("x", "y"))
    failing_with(monkeypatch, InputError([wrong_party, Problem("b.csv", 0, "", "is empty")]))
    shown = run("schema")
    assert shown.exit_code == 2
    assert shown.stderr == "error: a.yaml:3: norm.by: no such party (allowed: x, y)\nerror: b.csv: is empty\n"


def test_a_failed_check_exits_with_one(run, monkeypatch):
    failing_with(monkeypatch, CheckFailed("two of three tests do not hold"))
    shown = run("schema")
    assert (shown.exit_code, shown.stderr) == (1, "error: two of three tests do not hold\n")


def test_a_bug_is_one_line_that_quotes_no_evidence(run, monkeypatch):
    failing_with(monkeypatch, ValueError("the secret name of a source"))
    shown = run("schema")
    assert shown.exit_code == 3
    assert len(shown.stderr.splitlines()) == 1
    assert shown.stderr.startswith("internal error: ValueError at ")
    assert "please report it" in shown.stderr
    assert "secret" not in shown.stderr


def test_a_bug_is_told_whole_with_debug(run, monkeypatch):
    failing_with(monkeypatch, ValueError("what it was"))
    shown = run("--debug", "schema")
    assert shown.exit_code == 3
    assert "Traceback" in shown.stderr
    assert "what it was" in shown.stderr


def test_an_interruption_ends_without_a_traceback(run, monkeypatch):
    failing_with(monkeypatch, KeyboardInterrupt())
    shown = run("schema")
    assert (shown.exit_code, shown.stderr.strip()) == (130, "interrupted")


def test_a_file_that_cannot_be_read_is_bad_input(run, monkeypatch):
    failing_with(monkeypatch, PermissionError(13, "Permission denied", "/some/where.yaml"))
    shown = run("schema")
    assert (shown.exit_code, shown.stderr) == (2, "error: /some/where.yaml: permission denied\n")


def test_a_reader_that_goes_away_gets_silence():
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*START, "schema", "assessment"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (141, "")


def test_control_characters_in_a_name_do_not_reach_the_terminal(run):
    shown = run("assess", "no\x1b[31mcase")
    assert shown.exit_code == 2
    assert "\x1b" not in shown.stderr
    assert "\u241b[31m" in shown.stderr


@pytest.mark.parametrize("command", [["assess", "\u0625\u062f\u0644\u0628"], ["schema", "claim"]])
def test_a_locale_that_knows_only_ascii_is_no_reason_to_stop(command):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    shown = started(*command, env=environment)
    assert shown.returncode in (0, 2)
    assert "internal error" not in shown.stderr
