"""Deaths and attackers where a headline of the Syria file tells them: `python -m benchmarks.reading_tolls`.

A row's own deaths (`best`) are compared with the killed its headline states, for rows with one headline;
where that tells of several events, its figure is of more than the row. A party read as attacker is right
if it is one of the row's two sides.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape

from benchmarks.figures import BUNDLE, DATA, EVENTS
from benchmarks.reading_places import SIGNED, rows
from truceline.agreement.load import load_agreement
from truceline.agreement.naming import Names
from truceline.case.bundles import bundle_path
from truceline.evidence.acts import VIOLENT
from truceline.evidence.claim import Claim, Source, Toll
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer
from truceline.reading.document import Document
from truceline.reading.reader import Reader

_MANY = ";"
"""Parts several headlines that a row is coded from."""


@dataclass(frozen=True)
class Score:
    """Rows whose only headline states the dead; rows whose first headline names a party as attacker."""

    stated: int
    within: int
    exact: int
    named: int
    perpetrator: int

    def lines(self) -> Iterator[str]:
        """The figures in words."""
        yield (
            f"headlines that state deaths: {self.stated}; the row's figure within the bounds read "
            f"{self.within / max(1, self.stated):.3f}, the very figure {self.exact / max(1, self.stated):.3f}"
        )
        yield (
            f"headlines that name a party as attacker: {self.named}; "
            f"a side of the row among them {self.perpetrator / max(1, self.named):.3f}"
        )


def measured(most: int = 4000) -> Score:
    """Read the headlines after the agreement, at most so many."""
    folder = bundle_path(BUNDLE)
    agreement = load_agreement(folder / "agreement.yaml")
    names = Names.of(agreement)
    atlas = Atlas.of(agreement, folder)
    reader = Reader(agreement, Gazetteer.of(agreement, folder), atlas)
    stated = within = exact = named = perpetrator = 0
    chosen = [row for row in rows() if row["date_start"] >= SIGNED and row["source_headline"].strip()]
    for row in chosen[:most]:
        headline, _, further = unescape(row["source_headline"]).partition(_MANY)
        claims = _claims(reader, headline, date.fromisoformat(row["date_start"][:10]))
        toll = None if further else _toll(claims)
        if toll is not None:
            stated += 1
            best = int(float(row["best"]))
            within += (toll.low or 0) <= best and (toll.high is None or best <= toll.high)
            exact += best == toll.best
        doers = {
            actor.party for claim in claims if claim.act in VIOLENT for actor in claim.actor if actor.party
        }
        sides = {names.party(row["side_a"]), names.party(row["side_b"])} - {None}
        if doers and sides:
            named += 1
            perpetrator += not sides.isdisjoint(doers)
    return Score(stated, within, exact, named, perpetrator)


def _claims(reader: Reader, headline: str, day: date) -> list[Claim]:
    document = Document("headline", headline, "0" * 64, "text/plain", day, "given")
    return list(reader.read(document, Source(id="headline", family="headline")).claims)


def _toll(claims: list[Claim]) -> Toll | None:
    """The first killed that a headline's claims tell with a figure."""
    told = (claim.casualties.killed for claim in claims if claim.casualties and claim.casualties.killed)
    return next((toll for toll in told if toll.low or toll.best or toll.high), None)


def main() -> int:
    """Print the figures; 1 without the data."""
    if not (DATA / EVENTS).is_file():
        print(f"{EVENTS} is not in {DATA} (set TRUCELINE_DATA)")
        return 1
    print(*measured().lines(), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
