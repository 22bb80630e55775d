"""A site put into its folder whole: what stood there before stays until the new one is complete."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from truceline.errors import InputError, Problem
from truceline.publish.bulletin.manifest import FILE, Manifest, check
from truceline.publish.placing import Placing, placed_with

_SOME = 3
"""Files that an error names."""


def put(out: Path, files: Mapping[str, bytes], manifest: Manifest, placing: Placing | None = None) -> None:
    """Write a site in place of the one before. InputError where something else stands there.

    With `placing` it is only made, and stands there when its owner places it.
    """
    try:
        _require_ours(out.resolve())
        with placed_with(placing) as place:
            _fill(place.aside(out), files, manifest)
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
    folder.chmod(0o755)  # a bulletin is for everybody, whatever the umask
