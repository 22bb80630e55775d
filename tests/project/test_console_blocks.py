from __future__ import annotations

from pathlib import Path

import pytest

import console_blocks
from console_blocks import Example
from truceline import __version__

DOCUMENT = """Say

```console
$ truceline --version
{}
$ truceline --version
```

and no more.

    truceline not-run
"""


def test_each_command_is_found_with_its_output():
    found = list(console_blocks.examples("```console\n$ truceline one\na\n\nb\n\n$ truceline two\n```\n"))
    assert found == [Example("truceline one", "a\n\nb"), Example("truceline two", "")]


def test_only_console_fences_are_examples():
    assert list(console_blocks.examples("```yaml\n$ truceline one\n```\n")) == []


@pytest.mark.parametrize(
    ("shown", "printed", "agrees"),
    [
        ("a\nb", "a\nb", True),
        ("a\nb", "a\nc", False),
        ("a", "a\nb", False),
        ("a\n...", "a\nb\nc", True),
        ("a\n...\nd", "a\nb\nc\nd", True),
        ("...\nc", "a\nb\nd", False),
        ("a.c", "abc", False),
    ],
)
def test_three_dots_stand_for_lines_left_out(shown: str, printed: str, agrees: bool):
    assert Example("truceline x", shown).agrees(printed) is agrees


def test_an_example_cut_short_stays_short():
    assert Example("truceline x", "old\n...").shortened("new\nand\nmore") == "new\n..."
    assert Example("truceline x", "...\nold").shortened("new\nand\nmore") == "...\nmore"
    assert Example("truceline x", "old\nlines").shortened("new\nand\nmore") == "new\nand\nmore"


def test_output_that_has_changed_is_told_and_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "page.md"
    path.write_text(DOCUMENT.format("truceline 0.0.0"), encoding="utf-8")
    assert console_blocks.main(["--check", str(path)]) == 1
    assert f"truceline {__version__}" in capsys.readouterr().out
    assert console_blocks.main([str(path)]) == 0
    assert console_blocks.main(["--check", str(path)]) == 0
    mended = path.read_text(encoding="utf-8")
    assert mended.count(f"truceline {__version__}\n") == 2
    assert mended.endswith("    truceline not-run\n")


def test_a_command_that_fails_is_never_shown_as_an_example(tmp_path: Path):
    with pytest.raises(RuntimeError, match="ended with 2"):
        Example("truceline assess no-such-case", "").run(tmp_path)


def test_nothing_but_truceline_is_run_from_a_document(tmp_path: Path):
    with pytest.raises(AssertionError, match="only truceline"):
        Example("rm -rf .", "").run(tmp_path)
