"""A site put into its folder whole: what stood there before stays until the new one is complete."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from truceline.errors import InputError, Problem
from truceline.publish.bulletin.manifest import FILE, Manifest, check

_SOME = 3
"""Files that an error names."""


def put(out: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """Write a site in place of the one before. InputError where something else stands there."""
    try:
        out = out.resolve()  # a link to the folder stays one
        _require_ours(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
        try:
            _fill(aside, files, manifest)
            _replace(aside, out)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise InputError(Problem(str(out), 0, "", (error.strerror or str(error)).lower())) from error


def _require_ours(out: Path) -> None:
    """InputError where a folder holds anything but a bulletin: it would go with what is replaced."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    try:
        added = check(out).added
    except InputError as error:
        told = "holds something that is no bulletin; name a new folder"
        raise InputError(Problem(str(out), 0, "", told)) from error
    if added:
        some = ", ".join(added[:_SOME]) + (" and more" if len(added) > _SOME else "")
        told = f"holds files that are no part of the bulletin ({some}): take them out, or name a new folder"
        raise InputError(Problem(str(out), 0, "", told))


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
        try:
            made.replace(out)
        except OSError:
            (old / "was").replace(out)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
