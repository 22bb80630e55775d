"""Fire that is only practice, play or show: told in one breath with a drill, a training, a wedding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.assembly.draft import ARMED, Draft
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.wording import DiscourseWords


@dataclass(slots=True)
class Practice:
    """Looks for drills in one sentence, and for the fire that belongs to them."""

    marked: Marked
    words: DiscourseWords

    def without(self, found: Sequence[Draft]) -> list[Draft]:
        """Without fire that is practice; what may be is doubted, but not what hits a drill or a wedding."""
        kept: list[Draft] = []
        for draft in found:
            drills = self._drills(draft) if draft.frame.act in ARMED else []
            if drills and (self._is_mock(draft) or any(self._goes_with(drill, draft) for drill in drills)):
                continue
            if drills:
                draft.telling = draft.telling.under(Modality.POSSIBLE, "an exercise")
            kept.append(draft)
        return kept

    def _drills(self, draft: Draft) -> list[int]:
        """Tokens that name a drill, but for what the deed is aimed at."""
        words, parse = self.words.has("exercise"), self.marked.parse
        places = [at for at, token in enumerate(parse.tokens) if token.lower in words]
        return [at for at in places if parse.phrase_of(at) not in draft.arguments]

    def _is_mock(self, draft: Draft) -> bool:
        before = self.marked.parse.tokens[max(draft.span.first - 1, 0)].lower
        return before in self.words.has("practised")

    def _goes_with(self, drill: int, draft: Draft) -> bool:
        """As in "an exercise with firing": no verb parts them, and the drill does not only date the deed."""
        parse = self.marked.parse
        phrase = parse.phrase_of(drill)
        if phrase is None or drill >= draft.span.first:
            return False
        before = parse.tokens[max(parse.phrases[phrase].first - 1, 0)].lower
        if before in self.words.has("beside"):
            return False
        between = parse.tags[drill + 1 : draft.span.first]
        is_relative = any(tag in {"WDT", "WP"} for tag in between)
        return is_relative or not any(tag in {"VBD", "VBZ", "VBP", "MD"} for tag in between)
