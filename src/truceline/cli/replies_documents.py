"""The JSON documents of `truceline replies`; their schemas are published too."""

from __future__ import annotations

from typing import Literal

from truceline.evidence.strict import Strict
from truceline.replies.mentions import Announcement
from truceline.replies.reply import Reply


class RepliesListed(Strict):
    """Replies as a moderator sees them: with state and history, without any address."""

    format: Literal["truceline/replies-listed/1"] = "truceline/replies-listed/1"
    replies: tuple[Reply, ...]


class MentionLooked(Strict):
    """One page that says it links to ours, and what was found."""

    via: str
    source: str
    page: str
    state: str
    told: str
    """The reply's id, or why it is none."""


class MentionsLooked(Strict):
    """What became of the mentions that waited."""

    format: Literal["truceline/mentions/1"] = "truceline/mentions/1"
    mentions: tuple[MentionLooked, ...]


class Announced(Strict):
    """Which pages were told of ours."""

    format: Literal["truceline/announced/1"] = "truceline/announced/1"
    page: str
    announcements: tuple[Announcement, ...]
