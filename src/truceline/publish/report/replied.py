"""What was replied to a report, printed with it: parties first and as large as what they answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from truceline.publish.report.composed import Block, Heading, Paragraph, Report, Section, Sentence
from truceline.publish.report.setting import Setting
from truceline.replies.shown import ShownReply


def with_replies(on: Setting, report: Report, replies: Sequence[ShownReply]) -> Report:
    """The report with the shown replies to it as its last section; as it is where there are none."""
    if not replies:
        return report
    told = tuple(block for one in replies for block in _told(on, one))
    return replace(report, sections=(*report.sections, Section("replies", on.tongue.say("Replies"), told)))


def who_replied(on: Setting, one: ShownReply) -> str:
    """Whose reply it is; of a party's, by whom, and how that is known."""
    if one.speaks_for is None:
        return on.tongue.say("{name}, on {day}", name=one.name, day=one.received_on)
    return on.tongue.say(
        "{party} replies, by {name}, on {day} ({basis})",
        party=on.party(one.speaks_for.party),
        name=one.name,
        day=one.received_on,
        basis=one.speaks_for.basis,
    )


def heard(on: Setting, replies: Sequence[ShownReply]) -> Iterator[Sentence]:
    """Which parties replied, above all that is said of them; their words stand below."""
    spoken = [one.speaks_for.party for one in replies if one.speaks_for is not None]
    for party in dict.fromkeys(spoken):
        yield Sentence(on.tongue.say("{party} has replied to this report.", party=on.party(party)))


def _told(on: Setting, one: ShownReply) -> Iterator[Block]:
    is_foreign = one.language == "en" and on.tongue.code != "en"
    yield Heading(who_replied(on, one))
    yield from _lines(on, one.text, is_foreign=is_foreign)
    if one.source:
        yield Paragraph((Sentence(on.tongue.apart(one.source)),))
    for each in one.answers:
        yield Paragraph((Sentence(on.tongue.say("The publisher answers, on {day}:", day=each.on)),))
        yield from _lines(on, each.text, is_foreign=False)


def _lines(on: Setting, text: str, *, is_foreign: bool) -> Iterator[Paragraph]:
    for line in filter(None, map(str.strip, text.splitlines())):
        yield Paragraph((Sentence(on.tongue.apart(line), foreign=is_foreign),))
