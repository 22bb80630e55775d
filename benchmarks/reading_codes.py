"""Event types of sentences against the PLOVER gold set, which stays outside the project."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.figures import BUNDLE, DATA
from truceline.agreement.load import load_agreement
from truceline.case.bundles import bundle_path
from truceline.reading.actors.finder import ActorFinder
from truceline.reading.acts.coding import Coder
from truceline.reading.acts.finder import ActFinder
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of

GOLD = Path("gold") / "plover-gsr-odd.json"
# Entries of the file that document it and code no sentence.
_NO_EVENT = frozenset({"DOCUMENT"})


# Codes of the gold set that are no ISO codes, and what stands for organisations.
_SAME = {"JAP": "JPN", "ROM": "ROU", "ZAR": "COD"}
_BODIES = frozenset({"IGO", "NGO", "IMG", "NGM", "ISM"})


class Score(NamedTuple):
    """Over sentences: `right` those whose type was among the predicted.

    `with_source`: those whose predicted type also has a gold source (for an organisation: some organisation).
    """

    sentences: int
    predicted: int
    right: int
    with_source: int

    @property
    def recall(self) -> float:
        return self.right / self.sentences if self.sentences else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def with_country(self) -> float:
        return self.with_source / self.sentences if self.sentences else 0.0


def gold_sentences(path: Path) -> Iterator[dict[str, Any]]:
    """The coded sentences of a gold file."""
    for record in json.loads(path.read_text(encoding="utf-8")):
        if record.get("event") not in _NO_EVENT and record.get("text"):
            yield record


class Coding:
    """The coder and the actor finder, the latter knowing no parties of any agreement."""

    def __init__(self) -> None:
        lexicon = Lexicon.of("en")
        self.coder = Coder(ActFinder(lexicon, with_events=True), lexicon)
        agreement = load_agreement(bundle_path(BUNDLE) / "agreement.yaml")
        self.actors = ActorFinder.of(agreement.model_copy(update={"parties": ()}), lexicon)

    def codes(self, text: str) -> list[tuple[str, str | None]]:
        """The event types of a sentence, each with the country of its source or "IGO" for a body."""
        tokens = tokens_of(text)
        actors = self.actors.find(tokens)
        found = []
        for one in self.coder.code(tokens):
            source = self.coder.source(one, tokens, actors)
            found.append((one.type, None if source is None else source.country or "IGO"))
        return found


def countries_of(record: dict[str, Any]) -> frozenset[str]:
    """The codes of a gold sentence's sources, organisations all alike."""
    codes = (str(one.get("code")) for one in record.get("source") or ())
    return frozenset("IGO" if code in _BODIES else _SAME.get(code, code) for code in codes)


def score(records: Iterable[dict[str, Any]]) -> Score:
    """How many sentences get their event type, with its source, and how many types given are right."""
    coding = Coding()
    sentences = predicted = right = with_source = 0
    for record in records:
        found = coding.codes(record["text"])
        sentences += 1
        predicted += len(found)
        own = [country for kind, country in found if kind == record["event"]]
        right += bool(own)
        with_source += any(country in countries_of(record) for country in own)
    return Score(sentences, predicted, right, with_source)


def main(arguments: Sequence[str]) -> int:
    """Print the scores of a gold file (default: the one under TRUCELINE_DATA)."""
    path = Path(arguments[0]) if arguments else DATA / GOLD
    if not path.is_file():
        print(f"Left out for want of {path} (set TRUCELINE_DATA).")
        return 0
    found = score(gold_sentences(path))
    print(f"{found.sentences} sentences, {found.predicted} event types given")
    print(f"event type: recall {found.recall:.2f}, precision {found.precision:.2f}")
    print(f"event type with the source's country: {found.with_country:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
