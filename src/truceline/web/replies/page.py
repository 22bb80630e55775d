"""The reply pages as HTML: no script, every word of a stranger escaped, no e-mail address ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from truceline.publish.markup import Child, Html, Value, el, join, raw, text
from truceline.replies.checking import Filled, Wrong
from truceline.replies.reply import LANGUAGES, NAME_LETTERS, TEXT_LETTERS, Language
from truceline.web.replies.words import DIRECTION, NAMED, WORDS, Words

TRAP = "website"
"""The field that people do not see; a program fills it in."""
FORM, THANKS, STYLE = "form", "thanks", "style.css"
_MAILBOX_LETTERS = 254


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown: for which page, in which language, and with what was filled in."""

    page: str
    page_url: str
    language: Language
    stamp: str
    filled: Filled | None = None
    wrong: Mapping[str, Wrong] | None = None
    notice: str = ""
    """What is wrong with the form as a whole."""

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    @property
    def is_wrong(self) -> bool:
        return bool(self.wrong or self.notice)


def form_page(opened: Opened) -> str:
    """The form; after a mistake with a summary on top, and the mistake beside its field."""
    words, filled = opened.words, opened.filled
    hidden = {"page": opened.page, "lang": opened.language, "stamp": opened.stamp}
    body = (
        el("h1", None, words.title),
        _summary(opened),
        _about(opened),
        el("p", None, words.required),
        el(
            "form",
            {"method": "post", "action": FORM, "novalidate": True},
            *(
                el("input", {"type": "hidden", "name": name, "value": value})
                for name, value in hidden.items()
            ),
            _name(opened, filled.echoed(filled.name) if filled else ""),
            _mailbox(opened),
            _text(opened, filled.echoed(filled.text) if filled else ""),
            _trap(words),
            el("p", None, el("button", {"type": "submit"}, words.send)),
        ),
    )
    title = words.title_wrong if opened.is_wrong else words.title
    return _document(opened.language, title, body, {"page": opened.page})


def thanks_page(language: Language, page: str, page_url: str) -> str:
    """What a reader sees when a reply has arrived."""
    words = WORDS[language]
    body = (
        el("h1", None, words.thanks_title),
        el("p", None, words.thanks),
        el("p", None, el("a", {"href": page_url}, words.back)),
    )
    return _document(language, words.thanks_title, body, {"page": page}, THANKS)


def notice_page(language: Language, told: str) -> str:
    """One sentence on why there is no form."""
    return _document(language, told, (el("h1", None, told),), None)


def _summary(opened: Opened) -> Html | None:
    if not opened.is_wrong:
        return None
    words = opened.words
    items: list[Child] = [el("li", None, opened.notice)] if opened.notice else []
    for field, wrong in (opened.wrong or {}).items():
        items.append(el("li", None, el("a", {"href": f"#{field}"}, words.wrong[wrong])))
    heading = el("h2", None, words.summary)
    # Whoever uses a keyboard or has the page read to them begins there.
    attributes: dict[str, Value] = {"class": "summary", "role": "alert", "tabindex": "-1", "autofocus": True}
    return el("div", attributes, heading, el("ul", None, *items))


def _about(opened: Opened) -> Html:
    link = el("a", {"href": opened.page_url, "dir": "ltr"}, opened.page_url)
    return el("p", {"class": "about"}, opened.words.about, el("br"), link)


def _name(opened: Opened, value: str) -> Html:
    control: dict[str, Value] = {
        "type": "text",
        "maxlength": NAME_LETTERS,
        "autocomplete": "nickname",
        "value": value,
        "dir": "auto",
    }
    return _field(opened, "name", (opened.words.name, opened.words.name_hint), control)


def _mailbox(opened: Opened) -> Html:
    """Always empty: an address that was typed is never put on a page, not even its owner's."""
    words = opened.words
    hint = words.email_hint if opened.filled is None else f"{words.email_again} {words.email_hint}"
    control: dict[str, Value] = {
        "type": "email",
        "maxlength": _MAILBOX_LETTERS,
        "autocomplete": "email",
        "dir": "ltr",
    }
    return _field(opened, "email", (words.email, hint), control)


def _text(opened: Opened, value: str) -> Html:
    control: dict[str, Value] = {"maxlength": TEXT_LETTERS, "rows": 10, "dir": "auto"}
    return _field(opened, "text", (opened.words.text, opened.words.text_hint), control, value)


def _field(
    opened: Opened,
    name: str,
    told: tuple[str, str],
    control: Mapping[str, Value],
    lines: str | None = None,
) -> Html:
    """A label, a hint, what is wrong, and the control that all three describe; with `lines` a text area."""
    label, hint = told
    wrong = (opened.wrong or {}).get(name)
    described = f"{name}-hint {name}-wrong" if wrong else f"{name}-hint"
    attributes: dict[str, Value] = {
        "id": name,
        "name": name,
        "required": True,
        "aria-describedby": described,
        "aria-invalid": "true" if wrong else None,
        "class": None if lines is not None else "short",
        **control,
    }
    # The parser drops the first line end after the tag: one more is put before what was typed.
    area = None if lines is None else el("textarea", attributes, "\n" + lines)
    return el(
        "div",
        {"class": "field is-wrong" if wrong else "field"},
        el("label", {"for": name}, label),
        el("p", {"class": "hint", "id": f"{name}-hint"}, hint),
        el("p", {"class": "wrong", "id": f"{name}-wrong"}, opened.words.wrong[wrong]) if wrong else None,
        area or el("input", attributes),
    )


def _trap(words: Words) -> Html:
    """A field out of sight, out of the order of keys and out of what is read aloud."""
    return el(
        "div",
        {"class": "trap", "aria-hidden": "true"},
        el("label", {"for": TRAP}, words.trap),
        el("input", {"id": TRAP, "name": TRAP, "type": "text", "tabindex": "-1", "autocomplete": "off"}),
    )


def _document(
    language: Language,
    title: str,
    body: tuple[Html | None, ...],
    query: Mapping[str, str] | None,
    path: str = FORM,
) -> str:
    head = el(
        "head",
        None,
        el("meta", {"charset": "utf-8"}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "robots", "content": "noindex"}),
        el("title", None, title),
        raw(f'<link rel="stylesheet" href="{STYLE}">'),
    )
    switch = None if query is None else _languages(language, query, path)
    page = el(
        "html",
        {"lang": language, "dir": DIRECTION[language]},
        head,
        el("body", None, switch, el("main", None, *body)),
    )
    return f"<!doctype html>\n{page}\n"


def _languages(current: Language, query: Mapping[str, str], path: str) -> Html:
    """A link to the same page in each other language."""
    links = []
    for other in LANGUAGES:
        if other != current:
            target = text(f"{path}?{urlencode({**query, 'lang': other})}")
            links.append(
                raw(f'<a href="{target}" lang="{other}" hreflang="{other}">{text(NAMED[other])}</a>')
            )
    return el("nav", None, join(links, " "))
