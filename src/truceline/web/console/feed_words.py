"""How feeds stand and what is wrong with them, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from truceline.errors import Problem
from truceline.feeds import editing
from truceline.feeds.standing import FeedStanding
from truceline.publish.tongue.tongue import Tongue

_STATUS = re.compile(r"it answers with status (\d{3})")
_SILENT = re.compile(r"nothing for ([0-9,]+) days?; .*")
_CHANGED = re.compile(r"it was made as '(.*)' and is now '(.*)'")


class Sign(NamedTuple):
    """A standing, told by colour, symbol and word."""

    tone: str
    symbol: str
    word: str


def sign_of(tongue: Tongue, standing: FeedStanding) -> Sign:
    """How a feed stands."""
    say = tongue.say
    signs = {
        FeedStanding.NEW: Sign("none", "○", say("not asked yet")),
        FeedStanding.ALIVE: Sign("good", "●", say("alive")),
        FeedStanding.SILENT: Sign("dispute", "…", say("silent")),
        FeedStanding.CHANGED: Sign("dispute", "≠", say("made in another way")),
        FeedStanding.FAILING: Sign("bad", "✕", say("cannot be read")),
    }
    return signs[standing]


def told_in(tongue: Tongue, told: str) -> str:
    """What is wrong with a feed; what is not known stays in English."""
    known = _faults(tongue)
    if not told:
        return ""
    if found := _SILENT.fullmatch(told):
        days = int(found[1].replace(",", ""))
        return tongue.count("Nothing for one day.", "Nothing for {n} days.", days)
    return " ".join(known.get(one) or _counted(tongue, one) for one in told.split("; "))


def _counted(tongue: Tongue, told: str) -> str:
    say = tongue.say
    if found := _STATUS.fullmatch(told):
        return say("It answers with status {status}.", status=found[1])
    if found := _CHANGED.fullmatch(told):
        return say("It was made as “{before}” and is now “{after}”.", before=found[1], after=found[2])
    return told


def _faults(tongue: Tongue) -> Mapping[str, str]:
    return {**_of_web(tongue), **_of_others(tongue)}


def _of_web(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    return {
        "it takes too long": say("It takes too long."),
        "it redirects more than 3 times": say("It redirects too often."),
        "it is no web address": say("That is no web address."),
        "its certificate does not hold": say("Its certificate does not hold."),
        "it cannot be reached": say("It cannot be reached."),
        "it is larger than 5000 kB": say("It is larger than 5 MB."),
        "it answers compressed, though asked not to": say("It answers compressed, though asked not to."),
        "it is not on the open web": say("It is not on the open web, and is not asked."),
        "it is this very server": say("It is this very server, and is not asked."),
        "it names a user or an unusual port": say("Its address names a user or an unusual port."),
        "it declares a document type or entities, which no feed needs": say(
            "It declares a document type or entities, which no feed needs."
        ),
        "what is there is no feed (any more)": say("What is there is no feed (any more)."),
    }


def _of_others(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    password = say("The file of its password cannot be read.")
    return {
        "the mail server cannot be reached": say("The mail server cannot be reached."),
        "the mail server's certificate does not hold": say("The mail server's certificate does not hold."),
        "the mail server takes too long": say("The mail server takes too long."),
        "the mail server refuses, or answers what it should not": say(
            "The mail server refuses, or answers what it should not."
        ),
        "there is no such mailbox": say("There is no such mailbox."),
        "the file of its password cannot be read": password,
        "others can read the file of its password": say("Others can read the file of its password."),
        "close it with `chmod 600`": say("Close it to them with chmod 600."),
        "its password is empty or not set": say("Its password is empty or not set."),
        "a file cannot be read": say("A file cannot be read."),
        "the folder cannot be read: no such file or directory": say("There is no such folder."),
        "the folder cannot be read: permission denied": say("The folder cannot be read."),
    }


def done_in(tongue: Tongue, done: str) -> str:
    """What was done, after it was."""
    say = tongue.say
    return {
        "added": say("The feed was added; it is asked within a minute."),
        "changed": say("The feed was changed."),
        "removed": say("The feed is read no more. What it brought stays."),
        "soon": say("The feed was asked just now."),
    }.get(done, "")


def mended(tongue: Tongue, problems: Iterable[Problem]) -> Mapping[str, str]:
    """What is wrong with a form, by its fields."""
    say, told = tongue.say, editing.WORDS
    known = {
        told["id"]: say("Small letters, digits and hyphens; 48 at most."),
        told["url"]: say("A web address like https://news.example/feed, without a name or password."),
        told["source"]: say("A source's id has 1 to 120 characters."),
        told["every_minutes"]: say("5 to 10080 minutes."),
        told["silent_after_days"]: say("More than 0 days, 3650 at most."),
        told["language"]: say("English or Arabic."),
        editing.TAKEN: say("A feed is called so already."),
        editing.GONE: say("There is no such feed any more."),
    }
    fields = {"id": "name", "every_minutes": "every", "silent_after_days": "silent"}
    return {fields.get(one.file, one.file): known.get(one.message, one.message) for one in problems}
