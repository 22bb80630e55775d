"""The whole site as files: index, archive, a page for each report and each promise, search, feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from truceline.publish.beside.feed import Told, feed
from truceline.publish.bulletin.frame import Frame
from truceline.publish.bulletin.issue import Issue, Settings, Written
from truceline.publish.bulletin.pages import (
    DATA,
    archive_page,
    figures_of,
    index_page,
    promise_page,
    promise_path,
    replies_to,
    report_path,
)
from truceline.publish.bulletin.search import search_page
from truceline.publish.markup import join
from truceline.publish.report.compose import composed
from truceline.publish.report.composed import Report, Sentence
from truceline.publish.report.facts import Facts
from truceline.publish.report.page import Around, report_page
from truceline.publish.report.printed import Press
from truceline.publish.report.replied import heard, with_replies
from truceline.publish.report.setting import Setting
from truceline.publish.tongue.tongue import tongue
from truceline.replies.shown import ShownReply

FEED = "feed.atom"
Data = Callable[[Facts], Iterable[tuple[str, bytes]]]
"""Facts -> the path and content of every file of figures."""


@dataclass(frozen=True)
class Bulletin:
    """Every public report issued so far, in each language, as a site."""

    title: str
    issues: Sequence[Issue]
    settings: Settings
    languages: Sequence[str] = ("en",)
    """The first stands at the top of the site, each other in a folder of its name."""
    replies: Sequence[ShownReply] = ()
    address: str = ""
    """Where the site will stand, for its feed; empty: addresses within the site."""
    with_pdf: bool = True
    form: str = ""
    """Address of the form to reply by; empty: there is none."""
    data: Data | None = None
    """The figures of an issue as files; None: the site has none."""
    notices: Sequence[tuple[str, str]] = ()
    """Where other sites tell that they link here: `webmention` or `pingback`, and an address."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path within the site -> content; the same issues give the same bytes."""
        with Press() as press:
            for language in self.languages:
                for path, content in self._in(language, press):
                    yield f"{self._folder(language)}{path}", content
        yield FEED, self._feed()

    def _folder(self, language: str) -> str:
        return "" if language == self.languages[0] else f"{language}/"

    @cached_property
    def _newest_first(self) -> list[Issue]:
        return sorted(self.issues, key=lambda one: (one.facts.as_of, one.issued_at), reverse=True)

    def _in(self, language: str, press: Press) -> Iterator[tuple[str, bytes]]:
        written = [self._written(issue, language) for issue in self._newest_first]
        # Set while pages are written; handed out where they belong.
        pdfs = [press.begin(self._whole(one)) for one in written] if self.with_pdf else []
        # A title of the site's own is nobody's to translate; that of its newest report is told as there.
        named = [one.report.title for one in written if one.issue.facts.title == self.title]
        title = next(iter(named), self.title)
        frame = Frame(title, tongue(language), tuple(self.languages), self._folder(language))
        yield "index.html", index_page(frame, written).encode()
        yield "archive/index.html", archive_page(frame.under("../"), written).encode()
        yield "search.html", search_page(frame, written).encode()
        for one in written:
            yield from self._report(frame.under("../../"), one)
        for one, pdf in zip(written, pdfs, strict=False):
            yield f"{report_path(one.issue.name)}report.pdf", pdf.result()
        for norm in dict.fromkeys(status.norm for one in written for status in one.issue.facts.now.norms):
            page = promise_page(frame.under("../../"), norm, written)
            yield f"{promise_path(norm)}index.html", page.encode()

    def _written(self, issue: Issue, language: str) -> Written:
        setting = self.settings(issue.facts, language)
        warnings = (*self._corrected(issue, setting), *heard(setting, self._replies(issue)))
        return Written(issue, setting, replace(composed(setting), warnings=warnings))

    def _corrected(self, issue: Issue, setting: Setting) -> Iterator[Sentence]:
        """What later issues say of this one: the correction stands on top, the report stays readable."""
        days = (
            (one.day, later.name)
            for later in self.issues
            for one in later.facts.corrections
            if issue.name in one.reports
        )
        for day, report in dict.fromkeys(days):
            yield Sentence(
                setting.tongue.say("Corrected on {day}: see report {report}.", day=day, report=report)
            )

    def _replies(self, issue: Issue) -> list[ShownReply]:
        """The replies to a report; who links to it in another language answers the same report."""
        return replies_of(issue.name, self.replies, self.languages)

    def _report(self, frame: Frame, one: Written) -> Iterator[tuple[str, bytes]]:
        folder = report_path(one.issue.name)
        page = f"{folder}index.html"
        form = f"{self.form}?page={page}&lang={frame.tongue.code}" if self.form else ""
        figures = figures_of(frame, one.issue.name) if self.data else None
        after = join([figures, replies_to(frame, one, self._replies(one.issue), form)])
        around = Around(frame.way_about(), after, tuple(self.notices))
        yield page, report_page(one.report, around).encode()
        # Figures speak every language: they lie with the first.
        if self.data is not None and not frame.folder:
            for name, content in self.data(one.issue.facts):
                yield f"{folder}{DATA}/{name}", content

    def _whole(self, one: Written) -> Report:
        """The report as it is printed: on paper the replies are part of it."""
        return with_replies(one.setting, one.report, self._replies(one.issue))

    def _feed(self) -> bytes:
        base = self.address.rstrip("/")
        told = [Told(one.facts, f"{base}/{report_path(one.name)}", one.issued_at) for one in self.issues]
        return feed(told, title=self.title, address=f"{base}/{FEED}")


def replies_of(
    report: str, replies: Sequence[ShownReply], languages: Sequence[str] = ("en", "ar")
) -> list[ShownReply]:
    """Those that answer a report's page in any of the site's languages."""
    page = f"{report_path(report)}index.html"
    named = {page, *(f"{code}/{page}" for code in languages)}
    return [reply for reply in replies if reply.page in named]
