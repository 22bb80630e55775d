"""ZIP archives of submissions, as ODK Central packs them: a table, and `media/` with the photographs."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

from truceline.errors import InputError, Problem, telling

_MOST_FILES = 200_000


class Archive:
    """An archive that is looked into and never unpacked; InputError where it is none, or broken."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        try:
            self._zip = zipfile.ZipFile(self._path)
        except FileNotFoundError:
            raise self._fault(telling("there is no such file")) from None
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise self._fault(telling("is no ZIP archive, or a broken one")) from None
        if len(self._zip.namelist()) > _MOST_FILES:
            self._zip.close()
            raise self._fault(telling("holds more than {n} files", n=str(_MOST_FILES)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def content(self, name: str, most: int) -> bytes | None:
        """The first bytes of a file in it, so many at most; null for a name that is not in it."""
        if name not in self._zip.NameToInfo:
            return None
        try:
            with self._zip.open(name) as stream:
                return stream.read(most)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError):
            raise self._fault(telling("'{name}' in it cannot be read", name=name[:80])) from None

    def table(self, most: int) -> tuple[str, bytes]:
        """Name and content of its one table; a form without repeated questions has no other."""
        tables = [name for name in self._zip.namelist() if name.endswith(".csv") and "/" not in name]
        if len(tables) != 1:
            raise self._fault(telling("holds {n} tables where one is looked for", n=len(tables) or "no"))
        content = self.content(tables[0], most + 1)
        assert content is not None, tables
        if len(content) > most:
            raise self._fault(
                telling("'{name}' in it is larger than {n} MB", name=tables[0][:80], n=f"{most / 1e6:g}")
            )
        return tables[0], content

    def _fault(self, message: str) -> InputError:
        return InputError(Problem(str(self._path), 0, "", message))
