"""Keep the fenced `console` examples in the documents true by running them.

    console_blocks.py README.md docs/tutorial.md        rewrite their output
    console_blocks.py --check README.md                 say which output has changed; exit 1

Each line `$ truceline ...` is run in one scratch folder per document, so that a later example may use
the case an earlier one made; what follows the line, up to the next `$` or the fence, is its output.
A line `...` in the shown output stands for any number of lines. Only `truceline` is ever run.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = Path(sys.executable).with_name("truceline")
WIDTH = "110"
ELLIPSIS = "..."


@dataclass(frozen=True, slots=True)
class Example:
    """One command and the output the document shows for it."""

    command: str
    shown: str

    def run(self, folder: Path) -> str:
        """What the command prints in `folder`; RuntimeError if it fails, for no document shows a failure."""
        words = shlex.split(self.command)
        assert words[0] == "truceline", f"only truceline is run from documents, not {words[0]}"
        done = subprocess.run(
            [str(PROGRAM), *words[1:]],
            cwd=folder,
            env=dict(os.environ, COLUMNS=WIDTH, NO_COLOR="1", TERM="dumb", PYTHONUTF8="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"`{self.command}` ended with {done.returncode}:\n{done.stdout}")
        lines = [line.rstrip() for line in done.stdout.replace(str(folder), ".").splitlines()]
        return "\n".join(lines).strip("\n")

    def agrees(self, printed: str) -> bool:
        """Whether the shown output is what was printed, `...` standing for lines left out."""
        pattern = r"\n".join(
            r"(?:.*\n)*?.*" if line == ELLIPSIS else re.escape(line) for line in self.shown.split("\n")
        )
        return re.fullmatch(pattern, printed) is not None

    def shortened(self, printed: str) -> str:
        """Keep as many lines as the document shows of the beginning, or of the end, with `...`."""
        shown = self.shown.split("\n")
        lines = printed.split("\n")
        if len(lines) < len(shown) or ELLIPSIS not in (shown[0], shown[-1]):
            return printed
        kept = len(shown) - 1
        return "\n".join([*lines[:kept], ELLIPSIS] if shown[-1] == ELLIPSIS else [ELLIPSIS, *lines[-kept:]])


def examples(document: str) -> Iterator[Example]:
    """Every command of every `console` block, in order."""
    for fence in FENCE.finditer(document):
        yield from _of_block(fence[1])


def _of_block(block: str) -> Iterator[Example]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield Example(command.strip(), shown.strip("\n"))


def stale(document: str) -> list[tuple[Example, str]]:
    """The examples whose shown output is no longer what is printed, with what is."""
    with tempfile.TemporaryDirectory() as folder:
        ran = [(example, example.run(Path(folder))) for example in examples(document)]
    return [(example, printed) for example, printed in ran if not example.agrees(printed)]


def refreshed(document: str) -> str:
    """The document with every output as printed now."""
    changes = dict(stale(document))

    def block(fence: re.Match[str]) -> str:
        parts = []
        for example in _of_block(fence[1]):
            output = example.shortened(changes[example]) if example in changes else example.shown
            parts.append(f"$ {example.command}\n" + (f"{output}\n" if output else ""))
        return "```console\n" + "\n".join(parts) + "```"

    return FENCE.sub(block, document)


def main(arguments: Sequence[str]) -> int:
    """Check or rewrite the documents named."""
    checking = "--check" in arguments
    code = 0
    for name in arguments:
        if name.startswith("--"):
            continue
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        if checking:
            for example, printed in stale(text):
                print(f"{name}: `{example.command}` now prints\n{printed}\n")
                code = 1
        else:
            path.write_text(refreshed(text), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
