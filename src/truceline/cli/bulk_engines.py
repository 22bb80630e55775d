"""A table to be counted, on this machine or on a cluster, as the command line names it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from truceline.cli.console import progress

if TYPE_CHECKING:
    from truceline.bulk.assessing import Setup
    from truceline.bulk.engines import Whole
    from truceline.bulk.parts import Footer


@dataclass(frozen=True)
class HereTable:
    """A table that is counted on this machine."""

    paths: list[str]
    schema: Any
    rows: int | None

    @classmethod
    def of(cls, given: tuple[str, ...]) -> HereTable:
        """The files named; InputError where one cannot be read."""
        from truceline.bulk.engines import require_local  # noqa: PLC0415
        from truceline.bulk.files import files_of  # noqa: PLC0415
        from truceline.bulk.tables import Source  # noqa: PLC0415

        require_local(given)
        paths = files_of(given)
        sources = [Source(Path(path)) for path in paths]
        rows = [source.rows for source in sources]
        return cls(paths, sources[0].schema, None if None in rows else sum(one or 0 for one in rows))

    def counted(self, setup: Setup) -> Whole:
        """What becomes of it."""
        from truceline.bulk.engines import count_here  # noqa: PLC0415

        with progress(_task(self.paths), self.rows) as advance:
            return count_here(setup, self.paths, advance)


@dataclass(frozen=True)
class ThereTable:
    """A table that is counted on a cluster."""

    files: list[Footer]
    master: str
    scratch: str | None

    @classmethod
    def of(cls, given: tuple[str, ...], master: str, scratch: str | None) -> ThereTable:
        """The files named; InputError where one cannot be read, or nobody could speak to the master."""
        from truceline.bulk.files import files_of  # noqa: PLC0415
        from truceline.bulk.masters import require_master  # noqa: PLC0415
        from truceline.bulk.parts import footers  # noqa: PLC0415

        require_master(master)
        return cls(footers(files_of(given)), master, scratch)

    @property
    def paths(self) -> list[str]:
        return [file.path for file in self.files]

    @property
    def schema(self) -> Any:
        return self.files[0].schema

    def counted(self, setup: Setup) -> Whole:
        """What becomes of it."""
        from truceline.bulk.spark import count_on_spark  # noqa: PLC0415

        with progress(
            f"{_task(self.paths)} on {self.master}", sum(file.rows for file in self.files)
        ) as advance:
            return count_on_spark(setup, self.files, self.master, scratch=self.scratch, advance=advance)


def _task(paths: list[str]) -> str:
    return f"counting {Path(paths[0]).name}" if len(paths) == 1 else f"counting {len(paths)} files"
