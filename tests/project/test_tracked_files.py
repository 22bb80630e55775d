"""What must not stand in any file of the project."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

# Put together from halves, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of somebody's machine": r"(?<![\w.:/*-])/(?:ho" r"me|ro" r"ot|wo" r"rk|Us" r"ers|o" r"pt)/\w",
    "the host of a package registry": r"py" r"pi\.|python" r"hosted|registry\." r"npm|deb\." r"debian",
    "work put off": r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b",
    "a test that cannot fail": r"^\s*assert " r"True\b",
    "a leftover of a merge": r"^(?:<" r"{7}|>" r"{7}) ",
}
BINARY = {".png", ".ico", ".bin", ".woff2", ".ttf", ".gz", ".parquet", ".xlsx", ".xz"}


def tracked(root: Path) -> list[Path]:
    """Files in version control, and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    files = (root / name for name in listed.stdout.splitlines())
    return [path for path in files if path.is_file() and path.suffix not in BINARY]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(root: Path, what: str):
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    found = []
    for path in tracked(root):
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(root)}: {match[0]}" for match in pattern.finditer(text)]
    assert not found, "\n".join(found[:20])


def test_text_files_end_with_one_line_break_and_no_line_with_blanks(root: Path):
    untidy = []
    for path in tracked(root):
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".csv", ".jsonl"}:
            text = path.read_text(encoding="utf-8")
            if text and (
                not text.endswith("\n") or text.endswith("\n\n") or re.search(r"[ \t]+$", text, re.MULTILINE)
            ):
                untidy.append(str(path.relative_to(root)))
    assert not untidy, untidy
