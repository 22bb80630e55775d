"""The pages of the site besides the reports: the index, the archive, and one for each promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from truceline.publish.bulletin.frame import Frame, link
from truceline.publish.bulletin.issue import Written
from truceline.publish.markup import Content, Html, el, join, text
from truceline.publish.report.composed import Row, row, table
from truceline.publish.report.page import section_of, table_of, worded
from truceline.publish.report.proofs import proof_of_one
from truceline.publish.report.replied import who_replied
from truceline.replies.shown import ShownReply

DATA = "data"
"""The folder of a report's figures, beside its page."""
_FIRST = ("changed", "corrections")
"""The sections of the newest report that stand on the index."""


def promise_path(norm: str) -> str:
    """The permanent folder of a promise's page, from its language's top."""
    return f"promises/{norm.replace('/', '+')}/"  # no id has a plus, so no two share a page


def report_path(name: str) -> str:
    """The permanent folder of a report, from its language's top."""
    return f"reports/{name}/"


def index_page(frame: Frame, written: Sequence[Written]) -> str:
    """The newest report in short, where every promise stands, and the reports before."""
    newest, say = written[0], frame.tongue.say
    address = f"{frame.up}{report_path(newest.issue.name)}index.html"
    short = [section_of(one) for one in newest.report.sections if one.key in _FIRST]
    return frame.page(
        newest.report.subtitle,
        _panel("latest", say("Latest report"), el("p", {}, link(address, newest.report.subtitle))),
        short,
        _panel("promises", say("Where each promise stands"), _standings(frame, newest)),
        _panel("before", say("Reports"), _listed(frame, written)),
        _panel("notice", say("About this bulletin"), el("p", {}, worded(newest.report.notice))),
    )


def _standings(frame: Frame, newest: Written) -> Html:
    on = newest.setting
    items = []
    for status in newest.issue.facts.now.norms:
        cell = on.standing(status.standing)
        chip = el(
            "span",
            {"class": f"chip {cell.tone}"},
            el("span", {"class": "sym", "aria-hidden": "true"}, cell.sign),
            worded(cell.text),
        )
        name = link(f"{frame.up}{promise_path(status.norm)}index.html", on.promise(status.norm))
        items.append(
            el(
                "tr",
                {},
                el("th", {"scope": "row"}, name),
                el("td", {}, chip),
                el("td", {}, worded(on.degree(status.degree))),
            )
        )
    heads = [frame.tongue.say("Promise"), frame.tongue.say("Standing"), frame.tongue.say("How far kept")]
    head = el("tr", {}, [el("th", {"scope": "col"}, one) for one in heads])
    return el("div", {"class": "wide"}, el("table", {}, el("thead", {}, head), el("tbody", {}, items)))


def archive_page(frame: Frame, written: Sequence[Written]) -> str:
    """Every report, by month."""
    panels = []
    for month, several in groupby(written, key=lambda one: one.issue.facts.as_of.replace(day=1)):
        name = f"m-{month:%Y-%m}"
        panels.append(_panel(name, frame.tongue.month(month), _listed(frame, list(several))))
    return frame.page(frame.tongue.say("All reports"), panels)


def _listed(frame: Frame, written: Sequence[Written]) -> Html:
    return el("ul", {"class": "lines"}, [el("li", {}, *_entry(frame, one)) for one in written])


def _entry(frame: Frame, one: Written) -> Iterator[Html]:
    folder = f"{frame.up}{report_path(one.issue.name)}"
    yield link(f"{folder}index.html", one.report.subtitle)
    yield text(" \N{MIDDLE DOT} ")
    yield link(f"{folder}report.pdf", "PDF")
    if one.report.warnings:
        yield text(" \N{MIDDLE DOT} ")
        yield worded(frame.tongue.say("corrected since"))


def promise_page(frame: Frame, norm: str, written: Sequence[Written]) -> str:
    """One promise through all reports, the newest first, with the proof as the newest has it."""
    newest, say = written[0], frame.tongue.say
    on = newest.setting
    parts = [_history(frame, norm, written)]
    proof = proof_of_one(on, norm)
    return frame.page(
        on.promise(norm),
        _panel("history", say("In every report"), parts),
        section_of(proof) if proof else None,
    )


def _history(frame: Frame, norm: str, written: Sequence[Written]) -> Html:
    say = frame.tongue.say
    told = table(
        say("Where it stood"),
        [say("As of"), say("Standing"), say("How far kept"), say("Pace")],
        list(_rows(norm, written)),
        folds=False,
    )
    assert told is not None, "a promise has a page because a report told of it"
    linked = [
        el("li", {}, link(f"{frame.up}{report_path(one.issue.name)}index.html", one.report.subtitle))
        for one in written
        if one.setting.status(norm) is not None
    ]
    return el("div", {}, table_of(told), el("ul", {"class": "lines"}, linked))


def _rows(norm: str, written: Sequence[Written]) -> Iterator[Row]:
    for one in written:
        on, status = one.setting, one.setting.status(norm)
        if status is not None:
            pace = on.tongue.term(status.pace.value) if status.pace else ""
            yield row(
                on.tongue.day(one.issue.facts.as_of),
                on.standing(status.standing),
                on.degree(status.degree),
                pace,
            )


def figures_of(frame: Frame, name: str) -> Html:
    """Where the figures of a report lie as data: beside its page in the site's first language."""
    folder = f"{frame.up}{'../' * frame.folder.count('/')}{report_path(name)}{DATA}"
    links = [link(f"{folder}/index.json", "JSON"), link(f"{folder}/report.xlsx", "XLSX")]
    return _panel(
        "figures", frame.tongue.say("Figures as data"), el("p", {}, join(links, " \N{MIDDLE DOT} "))
    )


def replies_to(frame: Frame, written: Written, replies: Sequence[ShownReply], form: str) -> Html | None:
    """What readers and parties replied, parties first and with equal weight; and where to reply."""
    if not replies and not form:
        return None
    say = frame.tongue.say
    told = [_reply(frame, written, one) for one in replies]
    invited = el("p", {}, el("a", {"href": form}, worded(say("Reply to this report")))) if form else None
    return _panel(
        "replies", say("Replies"), told or el("p", {}, worded(say("Nobody has replied yet."))), invited
    )


def _reply(frame: Frame, written: Written, one: ShownReply) -> Html:
    say = frame.tongue.say
    who = who_replied(written.setting, one)
    answers = [
        el(
            "blockquote",
            {},
            el("b", {}, worded(say("The publisher answers, on {day}:", day=each.on))),
            el("p", {"dir": "auto"}, each.text),
        )
        for each in one.answers
    ]
    return el(
        "article",
        {"class": f"reply {one.weight}"},
        el("h3", {"dir": "auto"}, worded(who)),
        el("p", {"dir": "auto"}, one.text),
        el("p", {}, _elsewhere(one.source)) if one.source else None,
        answers,
    )


def _elsewhere(source: str) -> Html:
    """A link to somebody else's page, which ours does not vouch for."""
    return el("a", {"href": source, "rel": "nofollow ugc noreferrer", "dir": "ltr"}, source)


def _panel(name: str, heading: str, *content: Content) -> Html:
    return el(
        "section",
        {"class": "panel", "id": name, "aria-labelledby": f"{name}-h"},
        el("h2", {"id": f"{name}-h"}, worded(heading)),
        *content,
    )
