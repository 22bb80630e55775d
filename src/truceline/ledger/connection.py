"""Connections to a ledger in either database: two sorts of transaction, errors a person can mend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from truceline.errors import CaseError, InputError, Problem
from truceline.ledger import postgres, sqlite
from truceline.ledger.address import Address

PATIENCE_S = 30.0
"""How long a writer waits for another process to finish, seconds."""


def connect(address: Address, *, create: bool = False, patience_s: float = PATIENCE_S) -> Engine:
    """An engine for one ledger; a file that is missing is only made with `create`."""
    if isinstance(address, Path):
        return sqlite.engine(address, create=create, patience_s=patience_s)
    return postgres.engine(address, patience_s=patience_s)


@contextmanager
def reading(engine: Engine, address: Address) -> Iterator[Connection]:
    """A read transaction: one unchanging view, which blocks no writer."""
    with told(address), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, address: Address) -> Iterator[Connection]:
    """A write transaction: all of it is kept or nothing, and writers go one after another."""
    with (
        told(address),
        engine.execution_options(truceline_writes=True).begin() as connection,
    ):
        yield connection


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Turn what the database cannot do into a CaseError; a broken invariant stays a bug.

    What it cannot hold of what somebody gave is an InputError, which does not name the place. Of the
    database's own words nothing is repeated: they may quote a row. For the same reason engines hide the
    parameters of a statement in their errors.
    """
    try:
        yield
    except Exception as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if (unfit := postgres.unfit(cause)) is not None:
            raise InputError(Problem("text", 0, "", unfit)) from error
        message = sqlite.telling(cause) or postgres.telling(cause)
        if message is None:
            raise
        raise CaseError(Problem(str(address), 0, "ledger", message)) from error
