"""Files of submissions as servers hand them out, and plain tables with a column for each question.

ODK Central's CSV, alone or in its archive, OData JSON and XML, KoboToolbox's CSV and JSON.
Of each submission only what the form asks and what names the submission is read. Who sent it, from what
device and from where is passed over.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from truceline.agreement.yaml_source import read_text
from truceline.core.canonical import digest_bytes
from truceline.errors import InputError, Problem, telling
from truceline.extras import require_extra
from truceline.mechanism.archives import Archive

MOST_BYTES = 50_000_000
MOST_SUBMISSIONS = 20_000
"""Of one file: each is looked at, signed and told of by itself."""
ZIPPED = ".zip"
_LONGEST_CELL = 1_000_000
_INSTANCE = ("meta/instanceID", "meta-instanceID", "instanceID", "__id", "_uuid", "instance", "KEY")
_ROOT = ("meta/rootUuid", "rootUuid", "KEY", "__id")
_EDITS = ("meta/deprecatedID", "meta-deprecatedID", "deprecatedID")
_NUMBER = ("Edits", "__system/edits")
_RECEIVED = ("SubmissionDate", "__system/submissionDate", "_submission_time", "received_at")
_VERSION = ("FormVersion", "__system/formVersion", "form_version", "@version")
_PASSED_OVER = frozenset(
    {
        "start",
        "today",
        "username",
        "deviceid",
        "phonenumber",
        "email",
        "audit",
        "SubmitterID",
        "SubmitterName",
        "AttachmentsPresent",
        "AttachmentsExpected",
        "Status",
        "ReviewState",
        "DeviceID",
    }
)
"""What servers and telephones add of their own accord."""
_FILLED_IN = ("end", "made_at", "start")


def is_server_s_own(name: str) -> bool:
    """Whether a name is none of a question, but one that servers give to what they add."""
    ours = (*_INSTANCE, *_ROOT, *_EDITS, *_NUMBER, *_RECEIVED, *_VERSION, *_FILLED_IN)
    return name in _PASSED_OVER or name in ours or name.startswith(("_", "meta", "formhub/", "instanceName"))


class Submission(NamedTuple):
    """One submission as its file gives it: text by question, and what names it."""

    row: int
    """Line of a CSV (header = 1), or the number in the list."""
    answers: Mapping[str, Any]
    """Every value by its flat name (`meta/instanceID`), as the file has it."""
    broken: str = ""
    """Why the row cannot be read at all."""

    @property
    def edition(self) -> str:
        """What this edition is called; without any name, the digest of its answers."""
        named = self._first(_INSTANCE)
        if named is None:
            # Not canonical: answers may hold what is no number and no text, and is refused only later.
            plain = json.dumps(dict(self.answers), sort_keys=True)
            return f"digest:{digest_bytes(plain.encode())}"
        # Where a server only counts the editions of a submission, they are told apart by that.
        edited = self.number if named == self.root else None
        return named if edited in (None, "0") else f"{named}#{edited}"

    @property
    def root(self) -> str | None:
        """The submission that it is an edition of, where the server says so."""
        return self._first(_ROOT)

    @property
    def edits(self) -> str | None:
        """The edition it replaces, where the telephone says so."""
        return self._first(_EDITS)

    @property
    def number(self) -> str | None:
        """How often it was edited, where the server says so."""
        return self._plain(_NUMBER)

    @property
    def received_at(self) -> str | None:
        return self._plain(_RECEIVED)

    @property
    def filled_in_at(self) -> str | None:
        return self._plain(_FILLED_IN)

    @property
    def version(self) -> str | None:
        """The form's version as the server tells it; Kobo's own is another number."""
        return self._plain(_VERSION)

    def text(self, name: str) -> str:
        """The answer to a question as text; empty where there is none."""
        value = self.answers.get(name)
        return "" if value is None else str(value).strip()

    def _plain(self, names: tuple[str, ...]) -> str | None:
        return next((self.text(name) for name in names if self.text(name)), None)

    def _first(self, names: tuple[str, ...]) -> str | None:
        """An id, with or without the `uuid:` that one server writes and another does not."""
        found = self._plain(names)
        return found.removeprefix("uuid:") if found else None


def read_submissions(path: Path) -> list[Submission]:
    """The submissions in a file; InputError where it is none, or broken, or holds too many."""
    found = _read(path)
    if len(found) > MOST_SUBMISSIONS:
        raise _broken(
            path, 0, telling("it holds more than {n} submissions; split it", n=f"{MOST_SUBMISSIONS:,}")
        )
    return found


def _read(path: Path) -> list[Submission]:
    if path.suffix.lower() == ZIPPED:
        return _from_csv(path, _zipped(path))
    text = read_text(path, MOST_BYTES)
    if not text.strip():
        raise _broken(path, 0, telling("the file is empty"))
    match path.suffix.lower():
        case ".json":
            return _from_json(path, text)
        case ".xml":
            return _from_xml(path, text)
        case ".csv" | ".tsv" | ".txt":
            return _from_csv(path, text)
    allowed = (".csv", ".json", ".tsv", ".xml", ".zip")
    raise InputError(Problem(str(path), 0, "", "is no file of submissions by its name", allowed))


def _zipped(path: Path) -> str:
    with Archive(path) as archive:
        name, content = archive.table(MOST_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _broken(path, 0, telling("'{name}' in it is not UTF-8", name=name[:80])) from None


def _from_csv(path: Path, text: str) -> list[Submission]:
    delimiter = _delimiter(text.partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Submission] = []
    # The limit is the whole program's: tables that are imported keep to a shorter one.
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        header = [name.strip() for name in next(reader)]
        _require_header(path, header)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            answers = dict(zip(header, cells, strict=False))
            found.append(Submission(reader.line_num, answers, _ragged(len(cells), len(header))))
    except csv.Error as error:
        raise _broken(
            path, reader.line_num, telling("is no sound table: {detail}", detail=str(error))
        ) from None
    finally:
        csv.field_size_limit(usual)
    return found


def _ragged(cells: int, columns: int) -> str:
    """Why a row of so many cells cannot be read; empty where it can."""
    if cells <= columns:
        return ""
    return telling("{cells} cells under {n} columns", cells=cells, n=columns)


def _require_header(path: Path, header: list[str]) -> None:
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise InputError(Problem(str(path), 1, twice[0], "column name stands twice in the header"))


def _delimiter(first: str) -> str:
    """Central parts with commas, Kobo with semicolons."""
    return max(",;\t", key=first.count)


def _from_json(path: Path, text: str) -> list[Submission]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _broken(
            path, getattr(error, "lineno", 0), telling("not valid JSON: {detail}", detail=str(error))
        ) from None
    if isinstance(found, dict):
        found = found.get("value", found.get("results"))
    if not isinstance(found, list):
        told = telling("holds no list of submissions (`value` of OData, `results` of Kobo, or a list)")
        raise _broken(path, 0, told)
    return [_from_values(number, one) for number, one in enumerate(found, start=1)]


def _from_values(number: int, values: Any) -> Submission:
    if not isinstance(values, dict):
        return Submission(number, {}, telling("is no submission: an object of answers"))
    try:
        return Submission(number, dict(_flat(values)))
    except RecursionError:
        return Submission(number, {}, telling("is nested too deeply"))


def _flat(values: Mapping[str, Any], stem: str = "") -> Iterator[tuple[str, Any]]:
    """Nested groups as `group/question`; a GeoJSON shape stays whole."""
    for name, value in values.items():
        if isinstance(value, dict) and "coordinates" not in value:
            yield from _flat(value, f"{stem}{name}/")
        elif not isinstance(value, list):
            yield f"{stem}{name}", value


def _from_xml(path: Path, text: str) -> list[Submission]:
    require_extra("forms", path.name, ("defusedxml",))
    # An extra. The standard parser would unfold an entity as often as it is told to.
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    try:
        root = fromstring(text, forbid_dtd=True)
        answers = dict(_elements(root))
    except (SyntaxError, ValueError, RecursionError) as error:
        raise _broken(path, 0, telling("is no sound XML: {detail}", detail=str(error))) from None
    version = root.get("version")
    return [Submission(1, answers | ({"@version": version} if version else {}))]


def _elements(root: Any, stem: str = "") -> Iterator[tuple[str, str]]:
    for one in root:
        name = f"{stem}{str(one.tag).rpartition('}')[2]}"
        if len(one):
            yield from _elements(one, f"{name}/")
        elif one.text:
            yield name, one.text


def _broken(path: Path, line: int, message: str) -> InputError:
    return InputError(Problem(str(path), line, "", message))
