"""Looking at mentions: does the page really link to ours? Done when asked, never while a request waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from truceline.replies.cleaning import cleaned_line, cut, has_letter, without_mailboxes
from truceline.replies.links import is_readable, links_to, title_of
from truceline.replies.mentions import Mention, Mentions, MentionState
from truceline.replies.outgoing import Fetched, NotFetched, Outgoing
from truceline.replies.pages import Pages
from truceline.replies.reply import NAME_LETTERS, Arrival
from truceline.replies.store import QueueFull

AT_ONCE = 50
_OK = 200
_GONE = 410
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of one mention."""

    mention: Mention
    state: MentionState
    told: str
    """The reply's id, or why it is none."""


def look_at(mentions: Mentions, pages: Pages, web: Outgoing, most: int = AT_ONCE) -> Iterator[Looked]:
    """Look at the mentions that wait, the oldest first; each is settled before the next is asked for."""
    for mention in mentions.waiting(most):
        yield _looked(mention, mentions, pages, web)


def _looked(mention: Mention, mentions: Mentions, pages: Pages, web: Outgoing) -> Looked:
    try:
        page = web.get(mention.source)
        _require_page(page)
    except NotFetched as error:
        return Looked(mention, mentions.fail(mention, str(error)), str(error))
    why = _why_not(page, mention, pages)
    if why:
        mentions.gone(mention, why)
        return Looked(mention, MentionState.GONE, why)
    try:
        return Looked(mention, MentionState.TAKEN, mentions.take(mention, _arrival(page, mention)))
    except QueueFull:
        told = "too many replies wait; decide on those first"
        return Looked(mention, mentions.fail(mention, told), told)


def _require_page(page: Fetched) -> None:
    if page.status not in (_OK, _GONE, _NOT_FOUND):
        raise NotFetched(f"it answers with status {page.status}")
    if page.status == _OK and not is_readable(page):
        raise NotFetched("it is no page of text")


def _why_not(page: Fetched, mention: Mention, pages: Pages) -> str:
    if page.status != _OK:
        return "there is no such page"
    return "" if links_to(page, pages.addresses(mention.page)) else "it does not link to the page"


def _arrival(page: Fetched, mention: Mention) -> Arrival:
    """A mention as a reply: whose site it is, the page's own title, and where it stands."""
    host = urlsplit(mention.source).hostname or ""
    title = title_of(page)
    text = title if has_letter(title) else cleaned_line(without_mailboxes(mention.source))
    return Arrival(
        page=mention.page,
        name=cut(cleaned_line(host) or "?", NAME_LETTERS),
        text=cut(text, 500),
        via=mention.via,
        source=mention.source,
    )
