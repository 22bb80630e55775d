"""A site put into its folder whole: what stood there before stays until the new one is complete."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from truceline.errors import InputError, Problem
from truceline.publish.bulletin.manifest import FILE, Manifest


def put(out: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """Write a site in place of the one before. InputError where something else stands there."""
    if out.exists() and any(out.iterdir() if out.is_dir() else (out,)) and not (out / FILE).is_file():
        raise InputError(Problem(str(out), 0, "", "holds something that is no bulletin; name a new folder"))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
        try:
            _fill(aside, files, manifest)
            _replace(aside, out)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise InputError(Problem(str(out), 0, "", (error.strerror or str(error)).lower())) from error


def _fill(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (folder / FILE).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
    # mkdtemp keeps others out; a bulletin is for everybody.
    folder.chmod(0o755)


def _replace(made: Path, out: Path) -> None:
    if not out.exists():
        made.replace(out)
        return
    old = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-old-"))
    try:
        out.replace(old / "was")
        made.replace(out)
    finally:
        shutil.rmtree(old, ignore_errors=True)
