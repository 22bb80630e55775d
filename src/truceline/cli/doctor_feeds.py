"""What the doctor looks at of feeds: which are dead, silent or made in another way. It asks none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from truceline.cli.ailments import Looked, doubtful, failed, well, wrong
from truceline.cli.doctor_stores import version_told
from truceline.errors import InputError
from truceline.feeds.schema import FEEDS
from truceline.feeds.settings import is_set_up, read_settings
from truceline.feeds.standing import FeedStanding, Standing, standings
from truceline.feeds.store import FeedStore
from truceline.ledger.address import Address
from truceline.ledger.checkup import schema_version
from truceline.ledger.clocks import Now

_REMEDIES = {
    FeedStanding.NEW: "`truceline serve` asks it by itself, or `truceline feeds CASE poll`",
    FeedStanding.SILENT: "look whether it still is what it was; a feed without a word is not a quiet front",
    FeedStanding.CHANGED: "look whether what it brings is read rightly",
    FeedStanding.FAILING: "look at its folder or address, its password and its certificate",
}


def feeds_of(folder: Path, ledger: Address, clock: Now) -> Iterator[Looked]:
    """How each feed of a case stands, without making or migrating where that is kept."""
    if not is_set_up(folder):
        return
    try:
        settings = read_settings(folder)
    except InputError as error:
        for one in error.problems:
            told = f"line {one.line}: {one.field}: {one.message}"
            yield wrong(
                "feed",
                one.file,
                told,
                "mend the line; `truceline feeds CASE check` tells what may stand there",
            )
        return
    address = FEEDS.place(ledger)
    try:
        is_there = not isinstance(address, Path) or address.is_file()
        version = schema_version(address) if is_there else ""
        if version:
            yield version_told("feeds", address, version, FEEDS.head)
            if version != FEEDS.head:
                return
        else:
            told = f"of {len(settings.feeds)} none was asked yet by this version"
            yield doubtful("feed", folder, told, _REMEDIES[FeedStanding.NEW])
            return
        found = standings(settings, FeedStore.there(address), clock())
    except InputError as error:
        yield failed("feeds", address, error, "restore it from a copy")
        return
    yield from map(_told, found)


def _told(one: Standing) -> Looked:
    word = f"last word {one.last_word:%Y-%m-%d}" if one.last_word else "no word yet"
    if one.standing is FeedStanding.ALIVE:
        return well("feed", one.feed.id, word)
    told = f"{one.standing.value}, {word}" + (f": {one.told}" if one.told else "")
    return doubtful("feed", one.feed.id, told, _REMEDIES[one.standing])
