"""Reading a report for a case: its text, the claims it proposes, and, if asked, their place in the ledger.

What a program read is proposed and bears on nothing until a person accepts it. The same report read
again adds nothing: a claim is known by its document, the words that say the act, and the act.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from truceline.case.contradictions import contradictions
from truceline.case.corrections import correcting
from truceline.case.telling import told
from truceline.evidence.claim import Claim, Source, Status
from truceline.evidence.issue import Issue
from truceline.ledger.deciding import Verdict
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.ledger.retrieval import Held
    from truceline.ledger.store import Ledger
    from truceline.reading.document import Document
    from truceline.reading.extras.extra import Extra
    from truceline.reading.reader import Reading

Progress = Callable[[int, int], None]
"""Told `(done, all)` as pages or sentences pass."""

READING = "reading"
"""The kind of origin under which the claims of a report enter the ledger."""
_PROGRAM = "truceline read"


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a report did to the ledger."""

    added: int
    already_there: int
    """Claims that the ledger held before, as this reader or an older one read them."""
    replaced: int
    """Of those added, how many take the place of a proposed one read with another day or source."""
    elsewhere: int
    """Of those already there, how many stand decided on under another source."""
    position: int


def read_report(
    case: Case,
    content: bytes,
    name: str,
    *,
    published: date | None = None,
    source: str | None = None,
    language: str | None = None,
    progress: Progress | None = None,
    extras: Sequence[Extra] = (),
) -> Reading:
    """Read a report for a case; nothing is stored.

    `published` goes before what the document says of itself; `source` is the id it counts under (by
    default the one it was kept under, else its name); `language` a code that has a lexicon (by default as
    its letters suggest). `extras` add to what was read, one after the other.
    Raises InputError for what cannot be read.
    """
    # The reader and the formats take long to import; nothing else of a case needs them.
    from truceline.reading.formats.read import read_document  # noqa: PLC0415
    from truceline.reading.reader import Reader  # noqa: PLC0415

    zone = case.agreement.tempo.zone
    today = case.agreement.tempo.day_of(datetime.now(UTC))
    document = read_document(content, name, published=published, zone=zone, today=today, progress=progress)
    code, doubt = _language(language, document)
    reader = Reader(case.agreement, case.gazetteer, case.law().atlas, code)
    origin = known_source(case.ledger, source or _source_of(case.ledger, document) or source_id(name))
    found = reader.read(document, origin, progress, keeps_sentences=bool(extras))
    for extra in extras:
        found = extra.add(reader, found, origin, progress)
    voices = families(case.ledger)
    claims = tuple(told(_of_family(claim, voices)) for claim in found.claims)
    issues = (*doubt, *found.issues, *_too_early(case, document))
    return replace(found, claims=claims, issues=(*issues, *contradictions(case.agreement, claims, name)))


def _language(asked: str | None, document: Document) -> tuple[str, tuple[Issue, ...]]:
    """The language to read in; letters of a language without a lexicon are read as English, and told."""
    from truceline.reading.lexicon import languages  # noqa: PLC0415 - as above

    if asked is not None or document.language in languages():
        return asked or document.language, ()
    message = (
        f"written in {document.language!r}, which has no lexicon; read as English ({', '.join(languages())})"
    )
    return "en", (_issue(document.name, "no-lexicon", "language", message),)


def _too_early(case: Case, document: Document) -> tuple[Issue, ...]:
    """That a report is older than the agreement it is read for."""
    starts = [one.in_force.start for one in case.agreement.instruments]
    starts += [one.signed_on for one in case.agreement.instruments if one.signed_on]
    day = document.published_on
    if day is None or day >= min(starts):
        return ()
    message = f"published {day}, before any text of the agreement was signed or in force ({min(starts)})"
    return (_issue(document.name, "before-agreement", "published", message),)


def _issue(file: str, kind: str, field: str, message: str) -> Issue:
    return Issue(file=file, row=0, kind=kind, field=field, message=message, effect="flagged")


def source_id(name: str) -> str:
    """A source's id from a file's name: small letters, digits and hyphens."""
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    letters = (letter if letter.isalnum() else " " for letter in stem.casefold())
    return "-".join("".join(letters).split()) or "report"


def _source_of(ledger: Ledger, document: Document) -> str | None:
    """The source that the document's claims carry by now, if it was kept before."""
    held = (
        json.loads(one.content)
        for one in ledger.of_document(document.sha256)
        if one.status is not Status.SUPERSEDED
    )
    return next((str(content["source"]["id"]) for content in held), None)


def known_source(ledger: Ledger, name: str) -> Source:
    """The source of this id as the case knows it, else a new one that nobody has judged.

    Family and grades are those most of its claims carry; what it only quotes counts for its speakers.
    """
    found: Counter[str] = Counter()
    for held in ledger.of_source(name):
        content = json.loads(held.content)
        if content.get("attribution", {}).get("by") != "speaker":
            found[json.dumps(content["source"], sort_keys=True)] += 1
    if not found:
        return Source(id=name, family=name)
    return Source.model_validate_json(found.most_common(1)[0][0])


def families(ledger: Ledger) -> dict[str, str]:
    """Each party's family of sources, as most of the claims that it is said to have said carry it."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for claim in ledger.claims():
        speaker = claim.attribution.party
        if claim.attribution.by == "speaker" and speaker is not None and claim.made_by is None:
            counted[speaker][claim.source.family] += 1
    return {party: told.most_common(1)[0][0] for party, told in counted.items()}


def _of_family(claim: Claim, voices: dict[str, str]) -> Claim:
    """What a party says counts once, whether a person typed it or a program read it."""
    family = voices.get(claim.attribution.party or "")
    if family is None or claim.source.family != claim.attribution.party:
        return claim
    source = claim.source.model_copy(update={"family": family})
    return claim.model_copy(update={"source": source}).identified()


def keep(case: Case, reading: Reading, content: bytes, by: str | None = None) -> Kept:
    """Put a report and the claims it proposes into the ledger, in one transaction; nothing twice.

    `by` is who takes it in.

    Read with another day of publication or another source than before, it replaces the claims nobody
    has decided on; those decided on stay as they are.
    """
    document = reading.document
    new = _compared(case.ledger.of_document(document.sha256), reading.claims)
    receipt = case.ledger.append(
        Origin(READING, document.name, document.sha256, by),
        new.claims,
        reading.issues,
        days=case.agreement.tempo,
        paper=Paper(content, document.name, document.media_type),
        decided=[Verdict(old, Status.SUPERSEDED, _PROGRAM, _REREAD) for old in new.replaced],
    )
    left = len(reading.claims) - receipt.added
    return Kept(receipt.added, left, len(new.replaced), new.elsewhere, receipt.position)


_REREAD = "the report was read again with another day of publication or source"


@dataclass(frozen=True, slots=True)
class _New:
    claims: list[Claim]
    replaced: list[str]
    elsewhere: int


def _compared(held: Sequence[Held], claims: Sequence[Claim]) -> _New:
    """The claims that the ledger lacks, and the ids of the proposed ones that they replace.

    One word may make several claims (a count for each side); so many of them as are held with the
    same words and act are the same ones, however an older reader filled their slots.
    """
    there = _there(held)
    unmatched: list[tuple[Claim, object]] = []
    for claim in claims:
        content = claim.model_dump(mode="json", include={"act", "trigger"})
        same = there[_key(content)]
        exact = next((one for one in same if one.says_the_same(claim)), None)
        if exact is None:
            unmatched.append((claim, _key(content)))
        else:
            same.remove(exact)
    new: list[Claim] = []
    replaced: list[str] = []
    elsewhere = 0
    for claim, key in unmatched:
        old = there[key].pop(0) if there[key] else None
        if old is None:
            new.append(claim)
        elif old.is_open and not old.is_told_as(claim):
            new.append(correcting(claim, old.claim_id))
            replaced.append(old.claim_id)
        elif not old.is_open and old.source != claim.source.id:
            elsewhere += 1
    return _New(new, replaced, elsewhere)


@dataclass(frozen=True, slots=True)
class _There:
    """A claim of the document as it stands now: the last correction, under the words it began with."""

    claim_id: str
    is_open: bool
    published_on: date | None
    content: dict[str, Any]

    @property
    def source(self) -> str:
        return str(self.content["source"]["id"])

    def is_told_as(self, claim: Claim) -> bool:
        """Whether it came out on the same day, from the same source."""
        return self.published_on == claim.published_on and self.source == claim.source.id

    def says_the_same(self, claim: Claim) -> bool:
        """Whether it is this very claim, perhaps as a correction of another."""
        if claim.claim_id == self.claim_id:
            return True
        before = self.content.get("supersedes")
        return before is not None and correcting(claim, before).claim_id == self.claim_id


def _there(held: Sequence[Held]) -> defaultdict[object, list[_There]]:
    contents = {one.claim_id: json.loads(one.content) for one in held}
    corrected = {content.get("supersedes") for content in contents.values()}
    found: defaultdict[object, list[_There]] = defaultdict(list)
    for one in held:
        if one.claim_id in corrected:
            continue
        content = first = contents[one.claim_id]
        while first.get("supersedes") in contents:
            first = contents[first["supersedes"]]
        day = content.get("published_on")
        published = date.fromisoformat(day) if day else None
        is_open = one.status is Status.PROPOSED
        found[_key(first)].append(_There(one.claim_id, is_open, published, content))
    return found


def _key(content: dict[str, Any]) -> object:
    """What makes two readings of one document the same claim: its act and where the words stand."""
    span = (content.get("trigger") or {}).get("span")
    return content["act"], tuple(span or ())
