"""Tables of the record itself: what was corrected and what that moved, and what each source gave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

from truceline.publish.beside.columns import Of, Row
from truceline.publish.beside.plain_text import Text
from truceline.publish.report.facts import KEPT_BACK

if TYPE_CHECKING:
    from truceline.publish.beside.licences import Licences
    from truceline.publish.report.facts import Facts


class CorrectionRow(Row):
    """A claim corrected or taken back since the report before."""

    position: Annotated[int, Of("#meta+entry+id")]
    """The entry of the ledger that corrects it."""
    day: Annotated[date, Of("#date+corrected")]
    """The day of the correction."""
    says: Annotated[Text, Of("#description+before")]
    """What was said."""
    correction: Annotated[Text | None, Of("#description+after")]
    """What is said instead; empty: nothing."""
    reason: Annotated[Text, Of("#description+reason")]
    """Why."""
    moved: Annotated[int, Of("#indicator+moved+num")]
    """How many standings it moved."""
    reports: Annotated[tuple[Text, ...], Of("#meta+report+id+list")]
    """Ids of the reports that had told it."""


class MovedRow(Row):
    """A standing that a correction moved."""

    position: Annotated[int, Of("#meta+entry+id")]
    """The entry of the ledger that moved it."""
    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    party: Annotated[Text | None, Of("#org+bound+id")]
    """Id of the party whose share it is; empty: the whole promise."""
    before: Annotated[Text, Of("#status+standing+previous")]
    """The standing before."""
    now: Annotated[Text, Of("#status+standing")]
    """The standing now."""


class SourceRow(Row):
    """What one family of sources gave."""

    family: Annotated[Text, Of("#meta+source+id")]
    """The family; it counts once, however often it repeats itself."""
    reliability: Annotated[Text, Of("#meta+source+grade")]
    """A (the best) to F (cannot be judged): the best grade that its sources have."""
    claims: Annotated[int, Of("#indicator+claims+num")]
    """Claims on record."""
    fresh: Annotated[int, Of("#indicator+claims+period")]
    """Of those, how many became known in the period."""
    last: Annotated[date | None, Of("#date+last")]
    """The day of its last word."""


def corrections(facts: Facts, licences: Licences) -> Iterator[CorrectionRow]:
    """A row for each correction."""
    for one in facts.corrections:
        if one.is_secret:
            licences.keep_secret("corrections")
            continue
        if one.licence == KEPT_BACK:
            licences.keep_licensed("corrections", "its source")
            continue
        yield CorrectionRow.of(one, moved=len(one.moved))


def moved(facts: Facts) -> Iterator[MovedRow]:
    """A row for each standing that a correction moved; it tells none of the words."""
    for one in facts.corrections:
        for norm, party, before, now in one.moved:
            yield MovedRow(position=one.position, norm=norm, party=party, before=before, now=now)


def sources(facts: Facts) -> Iterator[SourceRow]:
    """A row for each family of sources."""
    for one in facts.sources:
        yield SourceRow.of(one)
