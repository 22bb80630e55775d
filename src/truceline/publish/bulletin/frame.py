"""What every page of the site has: its way about, its language, addresses that work from a folder."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.publish.markup import Content, Html, el
from truceline.publish.report.page import worded
from truceline.publish.sealed import packed, sealed
from truceline.publish.tongue.tongue import Tongue

_STYLES = ("page.css", "charts.css", "report.css")
_NAMES = {"en": "English", "ar": "\u0627\u0644\u0639\u0631\u0628\u064a\u0629"}


@dataclass(frozen=True)
class Frame:
    """A page's place on the site."""

    title: str
    tongue: Tongue
    languages: tuple[str, ...]
    folder: str
    """The folder of the page's language, from the top of the site."""
    up: str = ""
    """The way from the page up to its language's folder."""

    def under(self, up: str) -> Frame:
        """The same site seen from a page further down."""
        return replace(self, up=up)

    def way_about(self) -> Html:
        """Links to the index, the archive, search, the feed and the other languages."""
        say = self.tongue.say
        top = self.up + "../" * self.folder.count("/")
        links = [
            (f"{self.up}index.html", say("Latest")),
            (f"{self.up}archive/index.html", say("All reports")),
            (f"{self.up}search.html", say("Search")),
            (f"{top}feed.atom", say("Feed")),
        ]
        others = [
            (
                f"{top}{'' if code == self.languages[0] else code + '/'}index.html",
                _NAMES.get(code, code),
                code,
            )
            for code in self.languages
            if code != self.tongue.code
        ]
        items = [el("li", {}, link(address, words)) for address, words in links]
        items += [el("li", {}, link(address, words, code)) for address, words, code in others]
        return el(
            "nav",
            {"class": "site", "aria-label": say("This bulletin")},
            el("div", {"class": "inner"}, el("ul", {}, items)),
        )

    def page(self, heading: str, *content: Content, script: str = "") -> str:
        """A page of the site under a heading."""
        return sealed(
            f"{self.title}: {heading}",
            "".join(map(packed, _STYLES)),
            script,
            el(
                "div",
                {"class": "report", "dir": self.tongue.direction},
                self.way_about(),
                el(
                    "header",
                    {"class": "top"},
                    el(
                        "div",
                        {"class": "inner"},
                        el("p", {"class": "brand"}, "truceline"),
                        el("h1", {"dir": "auto"}, worded(self.title)),
                        el("p", {"class": "sub"}, worded(heading)),
                    ),
                ),
                el("main", {"id": "main"}, *content),
            ),
            language=self.tongue.code,
            direction=self.tongue.direction,
            findable=True,
        )


def link(address: str, words: str, language: str | None = None) -> Html:
    """A link within the site."""
    return el(
        "a",
        {
            "href": f"./{address}" if not address.startswith("..") else address,
            "hreflang": language,
            "lang": language,
        },
        worded(words),
    )
