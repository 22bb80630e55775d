"""Which files of a case and of a home are in a backup: as they are, sealed, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from truceline.accounts import home as homes
from truceline.accounts import occupancy, providers, server_key
from truceline.accounts.server_key import ServerKey
from truceline.case import manifest
from truceline.errors import InputError
from truceline.feeds.settings import MailFeed, is_set_up, read_settings
from truceline.upkeep.contents import SEALED, files_in, links_in
from truceline.upkeep.stores import STORES

_OWNER_ONLY = 0o600
_FOLDER_ONLY = 0o700
_KEYS = ".key"
_DATABASE = ".sqlite"
_DOCUMENTS = "documents"
_PASSING = ("work/",)
_SAID_ANEW = (homes.PLACE, occupancy.NAME, server_key.NAME)
"""Of a home: said anew where it is restored, or kept by somebody else."""


@dataclass(frozen=True)
class Chosen:
    """What is done with the files of a folder."""

    plain: tuple[str, ...]
    sealed: tuple[str, ...]
    left_out: tuple[str, ...]
    """That somebody has to keep in another way; what is made anew by itself is not told."""


def of_case(folder: Path, *, has_key: bool) -> Chosen:
    """The files of a case besides its databases; `has_key`: secrets can be sealed."""
    secrets = {*_passwords(folder)}
    documents = manifest.read(folder).store is None
    found = [
        name
        for name in files_in(folder)
        if not _is_database(name)
        and not (documents and PurePosixPath(name).parts[0] == _DOCUMENTS)
        and name != manifest.NAME
    ]
    return _chosen(found, secrets, links_in(folder), has_key=has_key)


def of_home(folder: Path) -> Chosen:
    """The files of a home besides its databases."""
    found = [
        name
        for name in files_in(folder)
        if not _is_database(name) and not name.startswith(_PASSING) and name not in _SAID_ANEW
    ]
    known = [name for name in found if name == providers.NAME or name.startswith("drafts/")]
    others = [name for name in found if name not in known]
    return _chosen(known, {providers.NAME}, [*others, *links_in(folder)], has_key=True)


def put(chosen: Chosen, source: Path, target: Path, key: ServerKey | None, whose: str) -> None:
    """Copy what was chosen, closed to others; `whose`: what it is sealed for. OSError where it cannot be."""
    for name in chosen.plain:
        copied(source / name, target / name)
    for name in chosen.sealed:
        assert key is not None, "nothing is sealed without a key"
        closed = key.seal((source / name).read_bytes(), _owner(whose, name))
        written(target / f"{name}{SEALED}", closed)


def unseal(folder: Path, key: ServerKey, whose: str) -> None:
    """Open what is sealed in a restored folder; CaseError where the key does not fit."""
    for name in [*files_in(folder)]:
        if name.endswith(SEALED):
            path = folder / name
            opened = key.open(path.read_bytes(), _owner(whose, name.removesuffix(SEALED)))
            written(path.with_name(path.name.removesuffix(SEALED)), opened)
            path.unlink()


def is_sealed(folder: Path) -> bool:
    """Whether anything in a folder needs the server's key."""
    return any(name.endswith(SEALED) for name in files_in(folder))


def copied(source: Path, target: Path) -> None:
    """Copy one file, for its owner alone, and see it on the disk."""
    with source.open("rb") as file:
        handle = _made(target)
        with os.fdopen(handle, "wb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())


def written(path: Path, content: bytes) -> None:
    """Write one file, for its owner alone."""
    with os.fdopen(_made(path), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _made(path: Path) -> int:
    path.parent.mkdir(mode=_FOLDER_ONLY, parents=True, exist_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)


def _chosen(names: list[str], secrets: set[str], others: list[str], *, has_key: bool) -> Chosen:
    keys = tuple(name for name in names if name.endswith(_KEYS))
    plain = tuple(name for name in names if name not in keys and name not in secrets)
    closed = tuple(name for name in names if name in secrets and name not in keys)
    out = tuple(sorted((*keys, *others, *(() if has_key else closed))))
    return Chosen(plain, closed if has_key else (), out)


def _passwords(folder: Path) -> Iterator[str]:
    """Files of the case that hold passwords of feeds."""
    try:
        feeds = read_settings(folder).feeds if is_set_up(folder) else ()
    except InputError:  # the doctor tells what is wrong with it
        return
    for one in feeds:
        if isinstance(one, MailFeed) and one.password_file is not None:
            place = (folder / one.password_file).resolve()
            if place.is_relative_to(folder.resolve()):
                yield place.relative_to(folder.resolve()).as_posix()


def _is_database(name: str) -> bool:
    """Whether a file is a database of ours, the log of one, or what empties itself into one."""
    path = PurePosixPath(name)
    ours = {f"{one.what}{_DATABASE}" for one in STORES} | {"feeds.turn.sqlite"}
    return len(path.parts) == 1 and any(path.name == one or path.name.startswith(f"{one}-") for one in ours)


def _owner(whose: str, name: str) -> str:
    return f"backup {whose} {name}"
