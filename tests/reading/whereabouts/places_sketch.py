"""A finder for an invented agreement in a country that exists, so that the world's tables have a say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.places import sketch

from truceline.agreement.model import Agreement
from truceline.places.gazetteer import Gazetteer
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of
from truceline.reading.whereabouts.finder import PlaceFinder

PLACES = """name,lat,lon,radius_m,kind,adm1,names
Homs,34.73,36.71,6000,city,Homs,\u062d\u0645\u0635
Homs governorate,34.4,38.0,80000,governorate,Homs,Homs province
Northford,34.9,36.7,2000,town,Homs,Nordfurt
Al-Qasir,34.51,36.58,2000,town,Homs,al-Qusayr
Millbrook,34.6,36.9,1500,village,Homs,
Stonebridge,34.8,37.1,1500,village,Homs,
Springfield,34.2,37.2,1500,village,,
Northford airport,34.93,36.75,1500,airport,Homs,
"""
PARTIES = (
    {"id": "north", "kind": "state", "name": "Northern government", "aliases": ["Damascus", "Northern army"]},
    {"id": "free", "kind": "armed_group", "name": "Free Men of Millbrook", "aliases": ["FMM"]},
)


def pact() -> Agreement:
    plain = sketch.agreement(
        sketch.zone("lake-area", "polygon", name="Lake de-escalation area"),
        sketch.zone("front", "line", name="Line of contact"),
        sketch.zone("quiet", "band", name="Demilitarised zone", file=None, along="front", depth_km=5),
        sketch.zone("m9", "corridor", name="M9 Homs-Palmyra", width_km=2),
        sketch.zone("post-3", "point", name="Observation post Millbrook"),
        gazetteer="places.csv",
    )
    return Agreement.model_validate({**plain.model_dump(by_alias=True), "parties": list(PARTIES)})


@cache
def finder() -> PlaceFinder:
    folder = Path(mkdtemp())
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    sketch.write(
        folder,
        sketch.feature("lake-area", sketch.box(36.4, 34.3, 37.4, 35.0)),
        sketch.feature("front", sketch.line((36.4, 34.5), (37.4, 34.5))),
        sketch.feature("m9", sketch.line((36.71, 34.73), (38.28, 34.55))),
        sketch.feature("post-3", sketch.point(36.9, 34.6)),
    )
    agreement = pact()
    atlas = sketch.Atlas.of(agreement, folder)
    gazetteer = Gazetteer.of(agreement, folder, atlas.bounds(50))
    return PlaceFinder(agreement, gazetteer, atlas, Lexicon.of("en"))


def found(text, by=None):
    """The spans of a sentence."""
    return (by or finder()).find(tokens_of(text))


def bases(text, by=None):
    """What each span is told from, or the zone it means."""
    firsts = [span.candidates[0] for span in found(text, by)]
    return [place.base or place.zone for place in firsts]


def one(text):
    """The only span of a sentence."""
    (span,) = found(text)
    return span


def place(text):
    """The likeliest place of the only span."""
    return one(text).candidates[0]
