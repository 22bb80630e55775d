"""Files and folders that are made aside and put in place together: all of them, or none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Self

from truceline.errors import InputError, Problem


class _Made(NamedTuple):
    """What is to stand at a place, beside which a hidden folder holds it until then."""

    room: Path
    target: Path
    told: Path
    """The place, as it was asked for."""

    @property
    def new(self) -> Path:
        return self.room / "new"

    @property
    def old(self) -> Path:
        return self.room / "old"

    def exchange(self) -> None:
        if self.target.is_dir():
            if not self.new.is_dir():
                raise IsADirectoryError(21, "Is a directory")
            self.target.rename(self.old)
            self.new.rename(self.target)
        elif self.target.is_file():
            shutil.copy2(self.target, self.old)  # the file never is away
            self.new.replace(self.target)
        elif self.target.exists():  # a device or a pipe
            self.target.write_bytes(self.new.read_bytes())
        else:
            self.new.rename(self.target)

    def undo(self) -> None:
        if not self.new.exists():
            self.target.rename(self.new)
        if self.old.exists():
            self.old.replace(self.target)


class Placing:
    """What one command writes; whatever is not placed is gone when the block ends."""

    def __init__(self) -> None:
        self._made: list[_Made] = []
        self._rooms = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._rooms.close()

    def aside(self, target: Path) -> Path:
        """Where to make the file or folder that shall stand at `target`. InputError where nothing can."""
        resolved = target.resolve()  # a link stays one
        try:
            self._make_way(resolved.parent)
            room = TemporaryDirectory(prefix=f".{resolved.name[:64]}.", dir=resolved.parent)
        except OSError as error:
            raise _refused(target, error) from error
        made = _Made(Path(self._rooms.enter_context(room)), resolved, target)
        self._made.append(made)
        return made.new

    def file(self, target: Path, content: str | bytes) -> None:
        """Make a file aside. InputError where that cannot be."""
        new = self.aside(target)
        try:
            new.write_bytes(content.encode() if isinstance(content, str) else content)
        except OSError as error:
            raise _refused(target, error) from error

    def place(self) -> tuple[Path, ...]:
        """Put all in place; the places. InputError where one cannot be: then all stands as it was."""
        begun: list[_Made] = []
        for made in self._made:
            begun.append(made)
            try:
                made.exchange()
            except OSError as error:
                for one in reversed(begun):
                    one.undo()
                raise _refused(made.told, error) from error
        self._made.clear()
        return tuple(made.told for made in begun)

    def _make_way(self, folder: Path) -> None:
        """Make the folders above, and take them away again if they are left empty."""
        if not folder.exists():
            self._make_way(folder.parent)
            folder.mkdir(exist_ok=True)
            self._rooms.callback(_take_away, folder)


@contextmanager
def placed_with(rest: Placing | None) -> Iterator[Placing]:
    """The placing of a caller, who places it with the rest; or, without one, its own, placed at the end."""
    if rest is not None:
        yield rest
        return
    with Placing() as own:
        yield own
        own.place()


def _take_away(folder: Path) -> None:
    with suppress(OSError):  # it holds what was placed
        folder.rmdir()


def _refused(target: Path, error: OSError) -> InputError:
    return InputError(Problem(str(target), 0, "", (error.strerror or str(error)).lower()))
