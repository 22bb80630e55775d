"""Telling the pages that ours link to, by Webmention or Pingback, whichever they take."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

from truceline.replies import pingback
from truceline.replies.links import Endpoint, endpoint_of, linked_from
from truceline.replies.mentions import Announcement, Mentions
from truceline.replies.outgoing import Fetched, NotFetched, Outgoing
from truceline.replies.pages import Pages
from truceline.replies.reply import Via
from truceline.replies.settings import Settings

MOST_LINKS = 50
_FORM = "application/x-www-form-urlencoded"
_OK = range(200, 300)


def announce(
    page: str, settings: Settings, pages: Pages, mentions: Mentions, web: Outgoing
) -> Iterator[Announcement]:
    """Tell every page elsewhere that ours links to, once; each outcome is kept before the next is asked.

    Our own page is read from the folder of the built site, else from the web. NotFetched where it
    cannot be had.
    """
    done = mentions.announced(page)
    targets = [
        url
        for url in linked_from(_ours(page, pages, web))
        if url not in done and (urlsplit(url).hostname or "").lower() not in settings.own_hosts
    ]
    for target in targets[:MOST_LINKS]:
        told = _announced(pages.url(page), target, settings, web)
        mentions.note(page, told)
        yield told


def _ours(page: str, pages: Pages, web: Outgoing) -> Fetched:
    content = pages.content(page)
    if content is None:
        return web.get(pages.url(page))
    return Fetched(url=pages.url(page), status=200, content=content, media_type="text/html")


def _announced(source: str, target: str, settings: Settings, web: Outgoing) -> Announcement:
    try:
        endpoint = endpoint_of(web.get(target))
        if endpoint is None or not _may(endpoint, settings):
            return Announcement(target=target, via=None, state="takes_none", told="it takes no notices")
        answer = _sent(endpoint, source, target, web)
    except NotFetched as error:
        return Announcement(target=target, via=None, state="failed", told=str(error))
    is_taken = answer.status in _OK and (endpoint.via is Via.WEBMENTION or pingback.is_taken(answer.content))
    told = "" if is_taken else f"its endpoint answers with status {answer.status}"
    return Announcement(target=target, via=endpoint.via, state="told" if is_taken else "failed", told=told)


def _may(endpoint: Endpoint, settings: Settings) -> bool:
    traffic = settings.webmention if endpoint.via is Via.WEBMENTION else settings.pingback
    return traffic.send


def _sent(endpoint: Endpoint, source: str, target: str, web: Outgoing) -> Fetched:
    if endpoint.via is Via.WEBMENTION:
        return web.post(endpoint.url, urlencode({"source": source, "target": target}).encode(), _FORM)
    return web.post(endpoint.url, pingback.call(pingback.Ping(source, target)), pingback.MEDIA_TYPE)
