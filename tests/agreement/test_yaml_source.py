"""Strict YAML 1.2: what is let in, what is refused, and on which line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.agreement import yaml_source
from truceline.agreement.yaml_source import MAX_BYTES, MAX_DEPTH, Node, read_yaml
from truceline.errors import InputError, Problem


def read(tmp_path: Path, text: str | bytes):
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(path)


def refusal(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    return str(caught.value.problems[-1]).replace(str(tmp_path / "a.yaml"), "a.yaml")


def test_scalars_follow_the_core_schema_of_yaml_1_2(tmp_path):
    root, problems = read(
        tmp_path,
        "a: yes\nb: true\nc: 010\nd: 0o10\ne: 0x1F\nf: 1.5e3\ng: ~\n"
        "h: 2018-10-10\ni: '12'\nj:\nk: 1_000\nl: -.5\n",
    )
    assert problems == []
    assert root.plain() == {
        "a": "yes",
        "b": True,
        "c": 10,
        "d": 8,
        "e": 31,
        "f": 1500.0,
        "g": None,
        "h": "2018-10-10",
        "i": "12",
        "j": None,
        "k": "1_000",
        "l": -0.5,
    }


def test_keys_are_always_text(tmp_path):
    root, _ = read(tmp_path, "15: a\ntrue: b\n2018-10-10: c\n")
    assert list(root.plain()) == ["15", "true", "2018-10-10"]


def test_every_value_knows_the_line_of_its_key(tmp_path):
    root, _ = read(tmp_path, "a:\n  - b: 1\n    c: >-\n      long\n      text\n  - d\n")
    assert root.get("a").line == 1
    assert root.walk(("a", 0, "c")).line == 3
    assert root.walk(("a", 1)).line == 6


def test_a_path_that_leads_nowhere_is_none(tmp_path):
    root, _ = read(tmp_path, "a: [1]\n")
    assert root.walk(("a", 3)) is None
    assert root.walk(("b", "c")) is None
    assert root.walk(("a", "x")) is None
    assert root.get("zzz").value is None


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: &x 1\nb: 2\n", 1, "an anchor (&x)"),
        ("a: 1\nb:\n  &y\n  c: 2\n", 3, "an anchor (&y)"),
        ("a: &x {b: 1}\nc: *x\n", 2, "an alias (*x)"),
        ("a: 1\n<<: {b: 2}\n", 2, "a merge (<<)"),
        ("a: 1\nb: 2\na: 3\n", 3, "`a` is given twice (first on line 1)"),
        ("a: !!str 1\n", 1, "a tag"),
        ("a: !thing {b: 1}\n", 1, "a tag"),
        ("a: .nan\n", 1, ".nan is no number"),
        ("a: -.inf\n", 1, "-.inf is no number"),
        ('a: "\\ud800"\n', 1, "no Unicode character"),
        ("%YAML 1.1\n---\na: 1\n", 2, "a YAML directive other than"),
    ],
)
def test_what_is_not_allowed_is_told_and_reading_goes_on(tmp_path, text, line, message):
    root, problems = read(tmp_path, text)
    assert any(one.line == line and message in one.message for one in problems), problems
    assert "a" in root.entries


def test_all_of_it_is_told_at_once(tmp_path):
    _, problems = read(tmp_path, "a: &x 1\nb: *x\nb: 3\nc: !!int 4\n")
    assert [one.line for one in problems] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.yaml: the file is empty"),
        (" \n\n", "the file is empty"),
        ("# only a remark\n", "must be a mapping"),
        ("- a\n- b\n", "must be a mapping"),
        ("just text", "must be a mapping"),
        ("a: [1, 2\nb: 3\n", "a.yaml:2: not valid YAML"),
        ("a: 1\n\tb: 2\n", "not valid YAML"),
        ("a: 'open\n", "not valid YAML"),
        ("a: \x07\n", "not valid YAML"),
        ("a: 1\n---\nb: 2\n", "a second document starts here"),
        ("{a: 1}: 2\n", "a key must be plain text"),
        ("[a]: 2\n", "a key must be plain text"),
        ("a: &k v\n*k : 2\n", "a key must be plain text"),
        (b"a: \xff\xfe\n", "a.yaml:1: the file is not UTF-8"),
        (b"a: 1\nb: caf\xe9\n", "a.yaml:2: the file is not UTF-8"),
        ("a: " + "[" * (MAX_DEPTH + 5) + "]" * (MAX_DEPTH + 5), "levels deep"),
    ],
)
def test_what_cannot_be_read_at_all_ends_with_one_clear_problem(tmp_path, text, message):
    assert message in refusal(tmp_path, text)


def test_a_file_of_more_than_five_megabytes_is_refused_unread(tmp_path):
    assert "larger than 5 MB" in refusal(tmp_path, b"a" * (MAX_BYTES + 1))


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    def forbid(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        read_yaml(tmp_path / "a.yaml")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    root, problems = read(tmp_path, b"\xef\xbb\xbfa: 1\n")
    assert (root.plain(), problems) == ({"a": 1}, [])


def test_a_thousand_aliases_of_aliases_do_not_grow(tmp_path):
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    root, problems = read(tmp_path, "\n".join(lines))
    assert len(problems) == 60 + 2 * 59
    assert root.plain()["a59"] == [None, None]


def test_an_alias_is_suspect_so_that_nothing_more_is_said_of_it(tmp_path):
    root, _ = read(tmp_path, "a: &x 1\nb: *x\n")
    assert root.get("b").suspect
    assert not root.get("a").suspect


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fail_otherwise_than_by_saying_so(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "a.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        root: Node | None = read_yaml(path)[0]
        problems: Sequence[Problem] = ()
    except InputError as error:
        root, problems = None, error.problems
    assert bool(problems) != isinstance(root, Node)


WORDS = st.sampled_from(
    [
        *"abc-?:#,[]{}'|>%",
        "'",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        "a: ",
        "- ",
        " #",
        "''",
        '"é"',
        "\\n",
        "12",
        "~",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_both_parsers_make_the_same_of_a_text(text):
    quick = yaml_source._quickly(text, "a.yaml")
    if quick is None:
        return
    try:
        slow = yaml_source._thoroughly(text, "a.yaml")
    except InputError:
        return  # ruamel is the stricter of the two
    assert (quick.root, quick.problems) == (slow.root, slow.problems)


@pytest.mark.parametrize("name", ["idlib-2018", "minsk-2015"])
def test_bundled_agreements_are_read_the_quick_way_and_alike_without_it(root, name, monkeypatch):
    path = root / "src/truceline/cases" / name / "agreement.yaml"
    assert yaml_source._quickly(path.read_text(encoding="utf-8"), "a.yaml") is not None
    quick = read_yaml(path)
    monkeypatch.delattr("yaml.CSafeLoader")
    assert read_yaml(path) == quick


@pytest.mark.parametrize("text", ["a:\tb\n", "a: b\u2028c\n", "a: [b, ?::c]\n"])
def test_what_yaml_1_1_would_read_otherwise_is_read_by_1_2_alone(text):
    assert yaml_source._quickly(text, "a.yaml") is None
