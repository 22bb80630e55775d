from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

import messages
from truceline.publish.tongue.catalogue import LANGUAGES

PLACE = re.compile(r"\{(\w+)\}")
HEAD = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=utf-8\\n"'


def told(tmp_path: Path, code: str, name: str = "owed.py") -> list[messages.Id]:
    path = tmp_path / name
    path.write_text(code, encoding="utf-8")
    return list(messages.messages(path))


def known(**translations: str) -> Catalog:
    catalogue = Catalog(locale="ar")
    for english, arabic in translations.items():
        catalogue.add(english, arabic)
    return catalogue


def test_messages_of_templates_are_found(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text(
        '{{ say("a") }}<i title="{{ plain(\'b\') }}">{{ count("one", "{n}", 3) }}{{ day(x) }}</i>'
    )
    assert list(messages.messages_in(page)) == ["a", "b", ("one", "{n}")]


def test_a_message_of_a_template_that_is_not_written_out_is_refused_with_its_place(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text("\n{{ say(reason) }}")
    with pytest.raises(ValueError, match=r"page\.html:2: a message is text"):
        list(messages.messages_in(page))


def test_messages_are_found_under_every_name_that_a_tongue_tells_them_by(tmp_path: Path):
    code = "say = on.tongue.say\nsay('a')\non.tongue.say('b' 'c', x=1)\ntongue.count('one', 'many', 3)\n"
    assert sorted(told(tmp_path, code), key=str) == [("one", "many"), "a", "bc"]


@pytest.mark.parametrize("code", ["'a, b'.count(',')", "steps.say(reason)", "self.say(reason)", "f()()"])
def test_what_only_looks_like_a_message_is_none(tmp_path: Path, code: str):
    assert told(tmp_path, code) == []


def test_within_the_tongue_its_own_messages_count(tmp_path: Path):
    assert told(tmp_path, "self.say('unknown')", "tongue.py") == ["unknown"]


@pytest.mark.parametrize("code", ["\nsay(reason)", "\non.tongue.count(one, 'many', 3)", "\nsay(f'{n} left')"])
def test_a_message_that_is_not_written_out_is_refused_with_its_place(tmp_path: Path, code: str):
    with pytest.raises(ValueError, match=r"owed\.py:2: a message is text"):
        told(tmp_path, code)


def test_every_message_of_the_package_is_written_out_where_it_is_told():
    assert messages.told_in_code()


def test_new_messages_enter_untranslated_and_gone_ones_leave():
    made = messages.renewed(known(kept="بقي", gone="ذهب"), ["kept", "new"])
    assert {one.id: one.string for one in made if one.id} == {"kept": "بقي", "new": None}
    assert messages.lacking(made) == ["new"]


def test_a_message_that_comes_to_depend_on_a_number_is_translated_anew():
    made = messages.renewed(known(one="واحد"), [("one", "many")])
    assert messages.lacking(made) == ["one"]


def test_a_doubtful_translation_stays_doubtful():
    catalogue = known()
    catalogue.add("said", "قيل", flags=["fuzzy"])
    assert messages.lacking(messages.renewed(catalogue, ["said"])) == ["said"]


def test_the_same_messages_give_the_same_bytes_whatever_their_order():
    several = messages.renewed(known(b="ب", a="أ"), ["b", "a"])
    again = messages.renewed(known(a="أ", b="ب"), ["a", "b"])
    assert messages.written(HEAD, several) == messages.written(HEAD, again)
    assert messages.written(HEAD, several) == f'{HEAD}\n\nmsgid "a"\nmsgstr "أ"\n\nmsgid "b"\nmsgstr "ب"\n'


@pytest.mark.parametrize("code", LANGUAGES)
def test_catalogues_are_as_the_command_writes_them(code: str, monkeypatch, capsys, tmp_path: Path):
    text = (messages.CATALOGUES / f"{code}.po").read_text(encoding="utf-8")
    made = messages.renewed(read_po(StringIO(text), locale=code), messages.told_in_code())
    assert messages.written(text.partition("\n\n")[0], made) == text, "run `make messages`, then translate"
    assert messages.lacking(made) == []
    (tmp_path / f"{code}.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(messages, "CATALOGUES", tmp_path)
    monkeypatch.setattr(messages, "told_in_code", lambda: {"Contents", "gone since"})
    assert messages.main() == 0
    assert capsys.readouterr().out == f"{code}.po: 2 messages, 1 without a translation\n"


def refused(tmp_path: Path, code: str) -> set[messages.Id]:
    path = tmp_path / "lines.py"
    path.write_text(code, encoding="utf-8")
    return set(messages.refusals(path))


def test_refusals_are_found_however_they_are_told(tmp_path: Path):
    code = """
def one(day):
    if day:
        raise Refusal("on", telling("{day} is yet to come", day=day))
    told = "a" if day else "b"
    raise InputError(Problem("form", 0, "on", "c"))

def two(path):
    told = "d"
    raise Refusal("on", told, ())

def three(path):
    raise Refusal("on", "e" if path else "f")
"""
    assert refused(tmp_path, code) == {"{day} is yet to come", "c", "d", "e", "f"}


@pytest.mark.parametrize(
    "code",
    [
        'raise Refusal("on", f"{day} is yet to come")',
        'told = f"{day} is yet to come"\n    raise Refusal("on", told)',
        'raise Refusal("on", "it is " + day)',
        "raise Refusal('on', telling(day))",
    ],
)
def test_a_refusal_that_nobody_could_translate_is_refused_with_its_place(tmp_path: Path, code: str):
    with pytest.raises(ValueError, match=r"lines\.py:\d: "):
        refused(tmp_path, f"def one(day):\n    {code}\n")


def test_what_people_meet_in_the_console_is_in_every_catalogue():
    """Every refusal of the mechanism, the desk and the keys; a new one fails here until it is translated."""
    found = set(messages.refused())
    assert "it ends before it starts" in found
    assert "{day} is yet to come" in found
    for code in LANGUAGES:
        catalogue = read_po(StringIO((messages.CATALOGUES / f"{code}.po").read_text("utf-8")), locale=code)
        lacking = [one for one in found if (kept := catalogue.get(one)) is None or not kept.string]
        assert lacking == []


def test_translations_have_the_places_of_what_they_translate():
    for code in LANGUAGES:
        catalogue = read_po(StringIO((messages.CATALOGUES / f"{code}.po").read_text("utf-8")), locale=code)
        for one in messages.refused():
            kept = catalogue.get(one)
            assert kept is not None
            assert set(PLACE.findall(str(kept.string))) == set(PLACE.findall(str(one))), one
