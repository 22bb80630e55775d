"""Tell what a file is, and read it: the one door of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from truceline.agreement.model import Agreement
from truceline.agreement.naming import Names
from truceline.errors import InputError, Problem
from truceline.intake import acled, ucdp
from truceline.intake.acled import AcledRows
from truceline.intake.claim_lines import ClaimLines
from truceline.intake.dataset import Context
from truceline.intake.doubts import References
from truceline.intake.mapped import MappedRows, check_columns, own_columns
from truceline.intake.mapping import TableMapping, read_mapping
from truceline.intake.points import Bounds
from truceline.intake.reading import Reading, claims_and_issues
from truceline.intake.record import Record
from truceline.intake.streams import sha256_of
from truceline.intake.tables import Table, open_table
from truceline.intake.ucdp import UcdpRows

KINDS = ("ucdp-ged", "acled", "table", "claims")
DATES = MappingProxyType({"iso": ("ymd",), "dmy": ("dmy", "ymd"), "mdy": ("mdy", "ymd")})
"""What a person may say about a whole file's days. An ISO day stays one: its year comes first."""
TableRows = UcdpRows | AcledRows | MappedRows
"""What makes claims of the records of a table."""
_CLAIM_MARKS = frozenset({"kind", "act"})


def read(
    path: Path,
    as_: str | None,
    agreement: Agreement,
    names: Names,
    mapping: Path | None = None,
    *,
    bounds: Bounds | None = None,
    dates: str | None = None,
) -> Reading:
    """Open a file as one of `KINDS`, told by its header where `as_` is None.

    `bounds` (west, south, east, north; `Atlas.bounds`) lets swapped coordinates be noticed.
    `dates` (one of `DATES`) says how days are meant that may mean two; a mapping file says so itself.
    Raises InputError where the file, its header or the mapping cannot be used; what is wrong
    with single rows comes as issues from `Reading.rows`.
    """
    if as_ is not None and as_ not in KINDS:
        raise InputError(Problem("--as", 0, "", f"no kind {as_!r} of file", KINDS))
    orders = _orders(dates)
    rules = read_mapping(mapping, agreement.party) if mapping else None
    if orders and rules and rules.orders:
        raise InputError(Problem("--dates", 0, "", f"{mapping} declares the date style already"))
    table = open_table(path, rules.layout if rules else None)
    kind = _kind(path, table, as_, rules)
    digest = sha256_of(path)
    context = Context(digest, names, bounds, agreement.tempo, orders)
    references = References(agreement)
    maker: TableRows | ClaimLines
    if kind == "claims" and table.is_json:
        if orders not in ((), DATES["iso"]):
            raise InputError(Problem("--dates", 0, "", "claims in JSON lines have ISO days"))
        maker = ClaimLines(path, references)
    else:
        maker = _maker(path, kind, table, context, references, rules=(rules, mapping))
    return Reading(path, kind, digest, lambda: claims_and_issues(maker.records(), maker, path.name))


def maker_of(
    path: Path, sha256: str, columns: tuple[str, ...], agreement: Agreement, mapping: Path | None = None
) -> tuple[str, TableRows, TableMapping | None]:
    """The kind of a table that somebody else reads, what makes claims of its records, and its mapping.

    `columns` are the table's. Raises InputError as `read` does.
    """
    rules = read_mapping(mapping, agreement.party) if mapping else None
    table = Table(columns, _no_rows)
    kind = "table" if rules else _told_by(table)
    if kind is None:
        told = f"it is not plain what this is: not UCDP GED, ACLED or claims; give a mapping. {_found(table)}"
        raise InputError(Problem(str(path), 1, "--mapping", told))
    context = Context(sha256, Names.of(agreement), None, agreement.tempo)
    if kind == "claims":
        rules = own_columns(path, table)
    return kind, _maker(path, kind, table, context, References(agreement), rules=(rules, mapping)), rules


def _no_rows() -> Iterator[Record]:
    """A function with a name, since a cluster sends what holds it to its workers."""
    return iter(())


def _maker(
    path: Path,
    kind: str,
    table: Table,
    context: Context,
    references: References,
    *,
    rules: tuple[TableMapping | None, Path | None],
) -> TableRows:
    if kind == "ucdp-ged":
        return UcdpRows(path, table, context)
    if kind == "acled":
        return AcledRows(path, table, context)
    return MappedRows(table, context, references, _checked(path, table, *rules))


def _orders(dates: str | None) -> tuple[str, ...]:
    if dates is not None and dates not in DATES:
        raise InputError(Problem("--dates", 0, "", f"no date style {dates!r}", tuple(DATES)))
    return DATES[dates] if dates else ()


def _kind(path: Path, table: Table, as_: str | None, rules: TableMapping | None) -> str:
    if rules is not None:
        if as_ not in (None, "table"):
            raise InputError(Problem("--mapping", 0, "", f"a mapping file is for `table`, not for {as_!r}"))
        return "table"
    kind = as_ or _told_by(table)
    if kind is None:
        told = f"it is not plain what this is; say so, or give a mapping. {_found(table)}"
        raise InputError(Problem(str(path), 1, "--as", told, KINDS))
    return kind


def _told_by(table: Table) -> str | None:
    """The kind that the names of a table's columns tell."""
    found = {name.strip().casefold() for name in table.columns}
    marks = (("ucdp-ged", ucdp.MARKS), ("acled", acled.MARKS), ("claims", _CLAIM_MARKS))
    return next((kind for kind, marked in marks if found >= marked), None)


def _found(table: Table) -> str:
    return f"Columns: {', '.join(table.columns)}"[:2000]


def _checked(path: Path, table: Table, rules: TableMapping | None, mapping: Path | None) -> TableMapping:
    if rules is None or mapping is None:
        return own_columns(path, table)
    check_columns(path, mapping, table, rules)
    return rules
