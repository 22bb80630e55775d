"""Each language has every message of the code, translated, with the places and plural forms it needs."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest
from babel.core import Locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from messages import forms, told_in_code
from truceline.publish.tongue.catalogue import LANGUAGES, catalogue
from truceline.publish.tongue.vocabulary import vocabulary

PLACE = re.compile(r"\{\w+\}")
CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read(code: str) -> list[Message]:
    with files("truceline.publish.tongue").joinpath(f"{code}.po").open("rb") as file:
        return [one for one in read_po(file, locale=code) if one.id]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_holds_just_the_messages_of_the_code_and_every_word(code: str):
    assert {one.id for one in read(code)} == told_in_code()
    assert vocabulary() <= {one.id for one in read(code)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_untranslated_or_in_doubt(code: str):
    assert [one.id for one in read(code) if one.fuzzy or not all(forms(one.string))] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_has_the_places_of_its_message(code: str):
    for one in read(code):
        wanted = set(PLACE.findall(forms(one.id)[-1]))
        for told in forms(one.string):
            spare = {"{n}"} if isinstance(one.id, tuple) else set()  # "two days" needs no figure
            assert wanted - spare <= set(PLACE.findall(told)) <= wanted, one.id


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_message_with_a_number_has_every_plural_form_of_the_language(code: str):
    wanted = len({*Locale.parse(code).plural_form.tags, "other"})
    assert wanted == 6
    assert all(len(forms(one.string)) == wanted for one in read(code) if isinstance(one.id, tuple))


def test_plural_forms_are_those_of_unicode():
    found, order = catalogue("ar"), ("zero", "one", "two", "few", "many", "other")
    assert found is not None
    one, many = "{promise}: due by {day}, {n} day left.", "{promise}: due by {day}, {n} days left."
    told = found.messages.get((one, many))
    assert told is not None
    for n in range(1001):
        assert found.plural(one, many, n) == told.string[order.index(Locale.parse("ar").plural_form(n))], n


def test_forms_from_three_on_name_the_figure():
    for one in read("ar"):
        if isinstance(one.id, tuple):
            assert all("{n}" in told for told in forms(one.string)[3:]), one.id


@pytest.mark.parametrize("code", LANGUAGES)
def test_translations_end_as_their_messages_do_and_hold_no_control(code: str):
    for one in read(code):
        for told in forms(one.string):
            assert forms(one.id)[0].endswith(".") == told.endswith("."), one.id
            assert CONTROLS.search(told) is None, one.id
            assert told == told.strip() == unicodedata.normalize("NFC", told), one.id


def test_arabic_is_punctuated_as_arabic():
    for one in read("ar"):
        for told in forms(one.string):
            assert not re.search(r"[,;?]", PLACE.sub("", told)), one.id


def test_words_that_mean_different_things_do_not_read_the_same():
    found = catalogue("ar")
    assert found is not None
    apart = (
        ("unproven", "refuted", "unknown", "not verified", "contested", "unresolved"),
        ("fulfilled", "presumed kept", "fulfilled late", "on track"),
        ("breached", "presumed breached", "breached in part", "no breach", "counts as a breach"),
        ("none", "claimed", "assessed", "confirmed"),
        ("signed", "endorsed", "announced", "reported"),
        ("declared", "declared done", "verified", "short", "complete"),
        ("planned", "under way", "done", "aborted", "denied", "cancelled"),
        ("asked", "half granted", "granted", "refused", "withdrawn"),
        ("undelineated", "proposed", "agreed", "approved", "marked", "disputed", "moving"),
        ("accepts", "conditional", "bargains", "ambiguous", "refuses", "silent"),
    )  # fmt: skip
    for words in apart:
        assert len({found.message(word) for word in words}) == len(words), words


def test_a_language_without_a_catalogue_has_none():
    assert catalogue("fr") is None
    assert catalogue("../../etc/passwd") is None
