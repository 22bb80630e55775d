"""Withdrawn words taken out of the ledger: of claims, documents, issues and reasons, under tombstones.

All of it is one entry: the deed, the claims that count no more, and a tombstone for each place. The words
go in the same transaction, through the one door that the triggers leave (`ledger.append_only`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, insert, select, update

from truceline.core.canonical import canonical_json, digest_bytes
from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.claim import Claim, Status
from truceline.evidence.issue import Issue
from truceline.evidence.wordless import WITHDRAWN, wordless
from truceline.ledger.appending import APPEND
from truceline.ledger.deciding import Verdict, add_decisions
from truceline.ledger.documents import DOCUMENT
from truceline.ledger.entry import Register
from truceline.ledger.inserting import listed
from truceline.ledger.retrieval import Held, next_of, of_document, of_source
from truceline.ledger.source_acts import Doing, write_act
from truceline.ledger.tables import claims, decisions, documents, entries, issues, tombstones
from truceline.ledger.tombstones import WORDY, withdrawn_documents

_OPEN = frozenset({Status.PROPOSED, Status.ACCEPTED})
_CONSENT = "the source withdrew consent"


class Erased(NamedTuple):
    """What was taken out when a source withdrew consent."""

    position: int
    withdrawn: int
    """Claims that counted, and count no more."""
    documents: tuple[str, ...]
    """SHA-256 of the documents whose bytes are gone."""
    shared: tuple[str, ...]
    """Documents that the source's claims rest on, and other sources' claims too: they were left."""
    places: Counter[str]
    """Places whose words are gone, by table."""


class _Place(NamedTuple):
    """One row whose words go: what it was, and what is left."""

    of_table: str
    key: Any
    was: str
    left: str


def erase(
    connection: Connection, done: Doing, register: Register, named: Sequence[str], *, with_words: bool
) -> Erased:
    """Write down that a source withdrew consent, withdraw its claims and, if asked, take out the words.

    `named` are documents to take out besides, though other sources' claims rest on them too; a SHA-256 or
    the beginning of one. InputError for one on which no claim of the source rests.
    """
    own = of_source(connection, done.reference)
    going, shared = _documents(connection, own, done.reference, named) if with_words else ((), ())
    places = [
        place
        for place in (_places(connection, own, going) if with_words else ())
        if not _is_buried(connection, place.of_table, str(place.key))
    ]
    entry = write_act(connection, done, register)
    counting = [claim for claim in own if claim.status in _OPEN]
    if counting:
        verdicts = [Verdict(one.claim_id, Status.WITHDRAWN, done.by, _CONSENT) for one in counting]
        add_decisions(connection, verdicts, register, entry)
    _bury(connection, places, entry, done.reference)
    return Erased(entry, len(counting), going, shared, Counter(place.of_table for place in places))


def _documents(
    connection: Connection, own: Sequence[Held], source: str, named: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents that go, and those that hold other sources' words too and stay."""
    c = documents.c
    # Signed acts, forms and counts are the case's own records, whatever somebody says rests on them.
    theirs = select(c.sha256).where(c.media_type.not_like("application/vnd.truceline.%"))
    held = connection.execute(theirs.order_by(c.entry)).scalars()
    gone = withdrawn_documents(connection)
    resting = _resting(connection, [claim.claim_id for claim in own])
    mine = [sha256 for sha256 in held if sha256 in resting and sha256 not in gone]
    for beginning in named:
        if not any(sha256.startswith(beginning) for sha256 in mine):
            raise InputError(Problem("--document", 0, "", "no claim of the source rests on it", tuple(mine)))
    going = tuple(
        sha256
        for sha256 in mine
        if any(sha256.startswith(beginning) for beginning in named) or _is_alone(connection, sha256, source)
    )
    return going, tuple(sha256 for sha256 in mine if sha256 not in going)


def _resting(connection: Connection, claim_ids: Sequence[str]) -> frozenset[str]:
    """The documents that claims rest on."""
    query = select(claims.c.document).where(
        claims.c.claim_id.in_(listed(connection, claim_ids)), claims.c.document.is_not(None)
    )
    return frozenset(connection.execute(query).scalars())


def _is_alone(connection: Connection, sha256: str, source: str) -> bool:
    """Whether all that a document is known to say is this source's."""
    others = select(claims.c.seq).where(claims.c.document == sha256, claims.c.source != source)
    return connection.execute(others.limit(1)).scalar() is None


def _places(connection: Connection, own: Sequence[Held], going: Sequence[str]) -> Iterator[_Place]:
    """Every place with words of the source, or of what rests on its documents, that has them still."""
    resting = [claim for sha256 in going for claim in of_document(connection, sha256)]
    held = {claim.claim_id: claim for claim in (*own, *resting)}
    fresh = [claim for claim in held.values() if not _is_buried(connection, "claims", claim.claim_id)]
    for claim in fresh:
        yield _Place("claims", claim.claim_id, claim.claim_id, _left(claim))
    ids = [claim.claim_id for claim in fresh]
    yield from _reasons(connection, ids)
    yield from _names(connection, going)
    yield from _brought(connection, ids, going)


def _left(held: Held) -> str:
    """What is left of a claim's content."""
    try:
        claim = Claim.model_validate_json(held.content)
    except ValidationError as error:
        told = f"claim {held.claim_id[:12]} cannot be read: see `truceline ledger verify`; nothing was erased"
        raise CaseError(Problem("ledger", 0, "claims", told)) from error
    return wordless(claim).content().decode()


def _is_buried(connection: Connection, table: str, row: str) -> bool:
    c = tombstones.c
    found = connection.execute(select(c.seq).where(c.of_table == table, c.of_row == row))
    return found.scalar() is not None


def _reasons(connection: Connection, claim_ids: Sequence[str]) -> Iterator[_Place]:
    """What people wrote when they decided on the claims: it may repeat, or point to, who said it."""
    of_claim = claims.c.claim_id.in_(listed(connection, claim_ids))
    query = select(decisions.c.seq, decisions.c.why).join(claims, decisions.c.claim == claims.c.seq)
    query = query.where(of_claim, decisions.c.why != "").order_by(decisions.c.seq)
    for seq, why in connection.execute(query):
        yield _word(decisions.name, seq, why)


def _names(connection: Connection, going: Sequence[str]) -> Iterator[_Place]:
    """What the documents were called."""
    query = select(documents.c.sha256, documents.c.name)
    wanted = documents.c.sha256.in_(listed(connection, going))
    for sha256, name in connection.execute(query.where(wanted).order_by(documents.c.entry)):
        yield _word(documents.name, sha256, name)


def _brought(connection: Connection, claim_ids: Sequence[str], going: Sequence[str]) -> Iterator[_Place]:
    """Names and issues of entries that brought nothing else; of other entries issues of the same rows."""
    rows: dict[int, set[int]] = {}
    query = select(claims.c.entry, claims.c.content).where(
        claims.c.claim_id.in_(listed(connection, claim_ids))
    )
    for entry, content in connection.execute(query):
        row = Claim.model_validate_json(content).evidence.row
        rows.setdefault(entry, set()).update(() if row is None else (row,))
    of_papers = select(documents.c.entry).where(documents.c.sha256.in_(listed(connection, going)))
    whole = set(connection.execute(of_papers).scalars())
    for entry in sorted({*rows, *whole}):
        alone = _brings_nothing_else(connection, entry, claim_ids)
        if alone:
            yield from _name_of(connection, entry)
        for issue_id, content in _issues(connection, entry):
            issue = Issue.model_validate_json(content)
            if alone or issue.row in rows.get(entry, ()):
                left = canonical_json(_silent(issue).model_dump(mode="json")).decode()
                yield _Place(issues.name, issue_id, issue_id, left)


def _brings_nothing_else(connection: Connection, entry: int, claim_ids: Sequence[str]) -> bool:
    brought = connection.execute(select(claims.c.claim_id).where(claims.c.entry == entry)).scalars()
    fresh = frozenset(claim_ids)
    return all(one in fresh or _is_buried(connection, claims.name, one) for one in brought)


def _name_of(connection: Connection, entry: int) -> Iterator[_Place]:
    """The name of what an entry took in; entries of another sort have words of nobody's."""
    c = entries.c
    query = select(c.position, c.name).where(c.position == entry, c.what.in_((APPEND, DOCUMENT)))
    for position, name in connection.execute(query):
        yield _word(entries.name, position, name)


def _issues(connection: Connection, entry: int) -> Iterable[tuple[str, str]]:
    query = select(issues.c.issue_id, issues.c.content).where(issues.c.entry == entry).order_by(issues.c.seq)
    return [(issue_id, content) for issue_id, content in connection.execute(query)]


def _silent(issue: Issue) -> Issue:
    """What was wrong with a row, by its kind and number alone."""
    return issue.model_copy(update={"file": WITHDRAWN, "message": WITHDRAWN})


def _word(table: str, key: Any, words: str) -> _Place:
    return _Place(table, key, digest_bytes(words.encode()), WITHDRAWN)


def _bury(connection: Connection, places: Sequence[_Place], entry: int, consent: str) -> None:
    """Set the tombstones, then take out the words: the triggers let them go in this order only."""
    rows = [
        {
            "seq": seq,
            "entry": entry,
            "of_table": place.of_table,
            "of_row": str(place.key),
            "was": place.was,
            "remains": digest_bytes(place.left.encode()) if WORDY[place.of_table].is_content else None,
            "consent": consent,
        }
        for seq, place in enumerate(places, next_of(connection, tombstones))
    ]
    if rows:
        connection.execute(insert(tombstones), rows)
    for name, wordy in WORDY.items():
        going = [{"of_key": place.key, "left": place.left} for place in places if place.of_table == name]
        gone: dict[str, Any] = {wordy.words.name: bindparam("left")}
        if name == claims.name:
            gone["label"] = None
        if going:
            connection.execute(
                update(wordy.key.table).where(wordy.key == bindparam("of_key")).values(gone), going
            )
