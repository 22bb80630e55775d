"""Photographs that come with submissions: found beside the file, kept as documents under their SHA-256."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from truceline.core.canonical import digest_bytes
from truceline.errors import InputError, telling
from truceline.mechanism.archives import Archive

MOST_BYTES = 50_000_000
_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_IN_ARCHIVE = "media"
"""Where Central's archive has them."""


class Photograph(NamedTuple):
    """A photograph as it was taken: with its position, if the telephone wrote one."""

    name: str
    content: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        return digest_bytes(self.content)


def photograph(media: Path | None, name: str, edition: str) -> Photograph:
    """The photograph of a submission, from a folder or an archive; ValueError says why it cannot be had.

    Central's archive has all in one folder, others have a folder for each submission.
    """
    if media is None:
        raise ValueError(telling("'{name}' came with it: name the folder of photographs", name=name[:80]))
    if Path(name).name != name or name.startswith("."):
        raise ValueError(telling("'{name}' is no plain file name", name=name[:80]))
    content = _in_folder(media, name, edition) if media.is_dir() else _in_archive(media, name)
    if content is None:
        raise ValueError(telling("'{name}' is not among the photographs", name=name[:80]))
    if len(content) > MOST_BYTES:
        raise ValueError(telling("'{name}' is larger than {n} MB", name=name[:80], n=f"{MOST_BYTES / 1e6:g}"))
    kind = next((kind for magic, kind in _KINDS if content.startswith(magic)), None)
    if kind is None:
        raise ValueError(telling("'{name}' is no JPEG or PNG", name=name[:80]))
    return Photograph(f"photograph-{digest_bytes(content)[:12]}", content, kind)


def _in_folder(folder: Path, name: str, edition: str) -> bytes | None:
    tried = [folder / name]
    if Path(edition).name == edition:
        tried += [folder / edition / name, folder / f"uuid{edition}" / name]
    found = next((path for path in tried if path.is_file() and not path.is_symlink()), None)
    if found is None:
        return None
    with found.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _in_archive(path: Path, name: str) -> bytes | None:
    try:
        with Archive(path) as archive:
            return archive.content(f"{_IN_ARCHIVE}/{name}", MOST_BYTES + 1)
    except InputError as error:
        raise ValueError(error.problems[0].message) from None
