"""The JSON documents that `truceline keys` and `truceline ledger` print."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import AwareDatetime

from truceline.assess.result import Standing
from truceline.case.retracted import Retracted, Touched
from truceline.evidence.strict import Strict
from truceline.ledger.checkpoint import Checkpoint, Voucher
from truceline.ledger.custody import Handling
from truceline.ledger.disclosures import Disclosure, Outlet
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.timestamps import Stamp
from truceline.ledger.tombstones import Buried
from truceline.ledger.verification import Verification


class KeyFileShown(Strict):
    """Whose key a file holds, and its public half."""

    format: Literal["truceline/public-key/1"] = "truceline/public-key/1"
    signer: str
    key: str


class SignerKey(Strict):
    """One line of a case's register of signers."""

    key: str
    signer: str
    party: str | None
    role: Role
    standing: KeyStanding
    at: AwareDatetime
    """From when on the line counts."""
    by: str
    why: str

    @classmethod
    def of(cls, line: Trust) -> Self:
        """A line as a document."""
        return cls(**line._asdict())


class SignerKeys(Strict):
    """The keys that a case trusts, or has revoked."""

    format: Literal["truceline/keys/1"] = "truceline/keys/1"
    keys: tuple[SignerKey, ...]


class FaultFound(Strict):
    """One thing that is wrong with a record."""

    kind: FaultKind
    entry: int | None
    """The entry it is about; null: the ledger as a whole, or a row of no entry."""
    table: str
    """The table; `files` for documents, `file` and `schema` for the database itself."""
    row: str | None
    """What names the row: a claim's id, a document's SHA-256, a key, ..."""
    told: str

    @classmethod
    def of(cls, fault: Fault) -> Self:
        """A fault as a document."""
        return cls(**fault._asdict())


class Verified(Strict):
    """What verification found of a record."""

    format: Literal["truceline/verified/1"] = "truceline/verified/1"
    holds: bool
    ledger: str
    """The ledger's own id, given when its chain was begun."""
    position: int
    digest: str
    """The digest of the last link: whoever notes it holds the whole record up to there."""
    linked_afterwards: int
    """Entries older than the chain: that they were not changed is proven only from then on."""
    rows: dict[str, int]
    """Rows looked at, by table."""
    tombstones: int
    """Places whose words were withdrawn."""
    disclosures: int
    """Times that restricted or secret rows left, or were looked at."""
    ahead_s: int
    """Seconds by which the last entry is ahead of the clock of whoever verifies; 0 where it is not."""
    left_over: tuple[str, ...]
    """Files that no entry names, as a crash leaves them."""
    faults: tuple[FaultFound, ...]

    @classmethod
    def of(cls, found: Verification) -> Self:
        """A verification as a document."""
        return cls(
            holds=found.holds,
            ledger=found.mark.ledger,
            position=found.mark.position,
            digest=found.mark.digest,
            linked_afterwards=found.linked_afterwards,
            rows=found.rows,
            tombstones=found.tombstones,
            disclosures=found.disclosures,
            ahead_s=found.ahead_s,
            left_over=found.left_over,
            faults=tuple(map(FaultFound.of, found.faults)),
        )


class SignatureChecked(Strict):
    """A signature on a checkpoint, looked into."""

    signer: str
    """The signer's own word for himself."""
    key: str
    fits: bool
    """Whether the key's owner signed exactly this checkpoint."""
    counts: bool
    """Whether it is the signature of somebody who is trusted, or named by whoever asks."""


class TimestampChecked(Strict):
    """A timestamp on a checkpoint, looked into."""

    at: AwareDatetime | None
    """The time it tells; null where it cannot be read."""
    authority: str
    """Who signed it, as the certificate names them."""
    holds: bool
    """Whether it leads to a certificate that was given, and nothing is wrong with it."""
    wrong: str | None
    """Why it does not hold; null where nothing is known against it."""


class CheckpointChecked(Strict):
    """A checkpoint whose signatures and timestamps were checked."""

    format: Literal["truceline/checkpoint-checked/1"] = "truceline/checkpoint-checked/1"
    case: str
    ledger: str
    position: int
    digest: str
    agreement: str
    """The digest of the agreement's encoding then."""
    code: str
    """The same state as a code to be read out."""
    made_at: AwareDatetime
    signatures: tuple[SignatureChecked, ...]
    timestamps: tuple[TimestampChecked, ...]

    @classmethod
    def of(cls, made: Checkpoint, found: tuple[Voucher, ...], timed: tuple[Stamp, ...]) -> Self:
        """A checkpoint with what was found of its signatures and timestamps."""
        said = made.model_dump(include={"case", "ledger", "position", "digest", "agreement", "made_at"})
        signatures = tuple(
            SignatureChecked(
                signer=one.endorsement.signer, key=one.endorsement.key, fits=one.fits, counts=one.counts
            )
            for one in found
        )
        timestamps = tuple(
            TimestampChecked(at=one.at, authority=one.authority, holds=one.holds, wrong=one.wrong)
            for one in timed
        )
        return cls(**said, code=str(made.code), signatures=signatures, timestamps=timestamps)


class Handled(Strict):
    """One entry that took in a document, or a file that only its rows came from."""

    position: int
    entered_at: AwareDatetime
    sha256: str
    name: str
    kind: str
    """How it came: the kind of import, `reading`, a media type, ..."""
    by: str | None
    """Who took it in; null where nobody said."""
    truceline: str
    kept: bool
    """Whether its bytes are kept from this entry on."""
    size: int | None
    """Bytes, where it is kept."""
    claims: int
    """Claims that this entry brought."""


class Custody(Strict):
    """Who took in which document or file, when and from where."""

    format: Literal["truceline/custody/1"] = "truceline/custody/1"
    handled: tuple[Handled, ...]

    @classmethod
    def of(cls, found: list[Handling]) -> Self:
        """A custody log as a document."""
        return cls(handled=tuple(Handled(**one._asdict()) for one in found))


class StatusTouched(Strict):
    """A status that rested on a claim, or rests on its correction: before the retraction and now."""

    norm: str
    party: str | None
    """The bearer whose part it is; null: the promise as a whole."""
    before: Standing
    degree_before: tuple[float, float]
    now: Standing
    degree_now: tuple[float, float]

    @classmethod
    def of(cls, touched: Touched) -> Self:
        """A touched status as a document."""
        before, now = touched.before, touched.now
        return cls(
            norm=touched.norm,
            party=touched.party,
            before=before.standing,
            degree_before=before.degree,
            now=now.standing,
            degree_now=now.degree,
        )


class TombstoneShown(Strict):
    """One place whose words were withdrawn."""

    entry: int
    """The entry that withdrew them."""
    at: AwareDatetime
    by: str | None
    why: str
    consent: str
    """The reference of the source that withdrew consent."""
    table: str
    row: str
    """What names the row: a claim's id, a document's SHA-256, the number of an entry or a decision."""
    was: str
    """The SHA-256 of what stood there; of an issue its id."""
    remains: str | None
    """The SHA-256 of what is left of a claim or an issue."""

    @classmethod
    def of(cls, found: Buried) -> Self:
        """A tombstone as a document."""
        stone = found.tombstone
        return cls(
            entry=stone.entry,
            at=found.at,
            by=found.by,
            why=found.why,
            consent=stone.consent,
            table=stone.of_table,
            row=stone.of_row,
            was=stone.was,
            remains=stone.remains,
        )


class TombstonesShown(Strict):
    """Every place of a ledger whose words were withdrawn."""

    format: Literal["truceline/tombstones/1"] = "truceline/tombstones/1"
    tombstones: tuple[TombstoneShown, ...]


class DisclosureShown(Strict):
    """Once that restricted or secret rows left the case, or were looked at."""

    position: int
    at: AwareDatetime
    outlet: Outlet
    """In what they left."""
    restricted: int
    """How many rows were restricted."""
    secret: int
    sha256: str
    """Of a file its bytes, of several the canonical JSON of their names and digests; of a screen
    the canonical list of the ids that were shown, of a ledger its last link."""
    by: str

    @classmethod
    def of(cls, found: Disclosure) -> Self:
        """A disclosure as a document."""
        said = found._asdict()
        return cls(**said.pop("rows")._asdict(), **said)


class DisclosuresShown(Strict):
    """Every time that restricted or secret rows left a case, or were looked at."""

    format: Literal["truceline/disclosures/1"] = "truceline/disclosures/1"
    disclosures: tuple[DisclosureShown, ...]


class ClaimRetracted(Strict):
    """A claim that counted until it was corrected or taken back."""

    position: int
    entered_at: AwareDatetime
    what: Literal["corrected", "rejected", "withdrawn"]
    claim_id: str
    label: str | None
    says: str
    replaced_by: str | None
    """The id of the correction."""
    by: str | None
    why: str
    statuses: tuple[StatusTouched, ...]

    @classmethod
    def of(cls, found: Retracted) -> Self:
        """A retraction as a document."""
        said = found.retraction._asdict()
        statuses = tuple(map(StatusTouched.of, found.touched))
        return cls(**said, label=found.claim.label, says=found.claim.says, statuses=statuses)


class Corrections(Strict):
    """What was corrected or taken back, and the statuses that rested on it."""

    format: Literal["truceline/corrections/1"] = "truceline/corrections/1"
    as_of: date
    since: int
    """Only what later entries brought."""
    corrections: tuple[ClaimRetracted, ...]
