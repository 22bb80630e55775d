from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest

import console_blocks
from truceline.agreement.checks import Check
from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment, NormStatus
from truceline.cli.main import COMMANDS, app
from truceline.core.confidence import CREDIBILITY, RELIABILITY
from truceline.core.finding import Standard
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim
from truceline.mechanism.deed import Deed
from truceline.mechanism.kinds import KINDS, MATTERS
from truceline.publish.tongue.tongue import ENGLISH
from truceline.web.console.ways import WAYS, Way, name_of

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
CASES = sorted((ROOT / "src" / "truceline" / "cases").glob("*/README.md"))
WITH_EXAMPLES = [path for path in DOCUMENTS if "```console" in path.read_text(encoding="utf-8")]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def reference(name: str) -> str:
    return (ROOT / "docs" / "reference" / f"{name}.md").read_text(encoding="utf-8")


def sections(text: str, level: str) -> dict[str, str]:
    parts = re.split(rf"^{level} (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


# Links


def anchors(path: Path, wanted: str) -> set[str]:
    """Anchors of a document's headings; of what is no document nothing is asked."""
    return (
        {slug(heading) for heading in HEADING.findall(path.read_text(encoding="utf-8"))} if wanted else {""}
    )


@pytest.mark.parametrize("path", [*DOCUMENTS, *CASES], ids=short)
def test_every_relative_link_leads_somewhere(path: Path):
    broken = []
    for target in LINK.findall(FENCED.sub("", path.read_text(encoding="utf-8"))):
        if "://" in target or target.startswith("mailto:"):
            continue
        file, _, anchor = target.partition("#")
        other = (path.parent / file).resolve() if file else path
        if not other.exists() or anchor not in anchors(other, anchor):
            broken.append(target)
    assert not broken, broken


def test_every_document_can_be_reached_from_the_readme():
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.suffix != ".md" or not path.exists():
            continue
        seen.add(path)
        links = LINK.findall(path.read_text(encoding="utf-8"))
        waiting.extend(
            (path.parent / link.partition("#")[0]).resolve() for link in links if "://" not in link
        )
    lost = [short(path) for path in DOCUMENTS if path not in seen]
    assert not lost, lost


# Examples


@pytest.mark.examples
@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=short)
def test_the_examples_in_a_document_print_what_it_shows(path: Path):
    changed = console_blocks.stale(path.read_text(encoding="utf-8"))
    told = [f"$ {example.command}\n{printed}" for example, printed in changed]
    assert not told, f"tools/console_blocks.py {short(path)} rewrites these:\n" + "\n\n".join(told)


def test_the_readme_has_its_two_commands_and_its_tour():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
    assert len(list(console_blocks.examples(readme))) >= 4


# Reference


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(app)
    for name in COMMANDS:
        command = app.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            # What an act takes is in its own reference, field by field.
            kinds = {kind.replace("_", "-") for kind in KINDS} if name == "mechanism" else set()
            inner = {key: command.get_command(context, key) for key in command.list_commands(context)}
            yield from ((name, one) for key, one in inner.items() if one is not None and key not in kinds)


def options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield next(flag for flag in parameter.opts if flag.startswith("--"))


def test_every_command_has_its_section_in_the_order_of_the_help_page():
    documented = [title.removeprefix("truceline ") for title in sections(reference("cli"), "##")]
    assert [name for name in documented if name in COMMANDS] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str):
    described = sections(reference("cli"), "##")
    text = described[f"truceline {name}"] + described["Frame options"]
    missing = [
        option
        for owner, command in commands()
        if owner == name
        for option in options(command)
        if option not in ("--help", "--debug", "--version") and option not in text
    ]
    assert not missing, missing


def test_no_option_is_documented_that_does_not_exist():
    known = {option for _, command in commands() for option in options(command)}
    known |= {f"--{field.replace('_', '-')}" for kind in KINDS.values() for field in kind.model_fields}
    named = set(re.findall(r"--[a-z][a-z-]+", reference("cli"))) - {"--help", "--debug", "--version"}
    assert named <= known, named - known


def checks() -> list[Any]:
    return list(get_args(get_args(Check)[0]))


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.__name__)
def test_every_check_has_its_section_and_every_key_its_line(check: Any):
    name = get_args(check.model_fields["check"].annotation)[0]
    text = sections(reference("checks"), "##")[name]
    missing = [key for key in check.model_fields if key != "check" and f"`{key}`" not in text]
    assert not missing, missing


def test_no_check_is_documented_that_does_not_exist():
    names = [get_args(check.model_fields["check"].annotation)[0] for check in checks()]
    assert sorted(sections(reference("checks"), "##")) == sorted(names)


def test_every_act_stands_once_in_the_reference():
    rows = re.findall(r"^\| `([a-z_]+)` \|", reference("acts"), re.MULTILINE)
    assert sorted(rows) == sorted(act.value for act in Act)


def test_every_kind_of_act_of_the_mechanism_has_its_line_with_every_field():
    sorts = sections(reference("mechanism"), "##")
    for name, kind in KINDS.items():
        row = next(line for line in sorts[kind.sort].splitlines() if line.startswith(f"| `{name}` |"))
        own = kind.model_fields.keys() - Deed.model_fields.keys() - {"kind"}
        assert not [field for field in own if f"`{field}`" not in row], name
    shared = sections(reference("mechanism"), "##")["What every act says"]
    assert not [field for field in Deed.model_fields if field != "format" and f"`{field}`" not in shared]


def test_no_kind_of_act_of_the_mechanism_is_documented_that_does_not_exist():
    sorts = sections(reference("mechanism"), "##")
    rows = re.findall(r"^\| `([a-z_]+)` \|", "".join(sorts[sort] for sort in MATTERS), re.MULTILINE)
    assert sorted(rows) == sorted(KINDS)


def test_every_kind_of_norm_has_its_section():
    described = sections(reference("agreement-file"), "###")
    assert {"duty", "power", "constitutive", "rule"} <= described.keys()


def test_every_key_of_the_agreement_file_is_named():
    text = reference("agreement-file") + reference("checks")
    schema = Agreement.model_json_schema(by_alias=True)
    keys = set(schema["properties"])
    for definition in schema["$defs"].values():
        keys |= set(definition.get("properties", ()))
    missing = sorted(key for key in keys if not re.search(rf"(?<![\w-]){key}(?![\w-])", text))
    assert not missing, missing


@pytest.mark.parametrize(
    ("page", "model"), [("claim", Claim), ("assessment", Assessment), ("assessment", NormStatus)]
)
def test_every_field_of_a_record_is_named(page: str, model: Any):
    text = reference(page)
    plain = {"format", "norm", "title", "instrument", "authority", "para", "kind", "mode"}
    missing = [field for field in model.model_fields if field not in plain and f"`{field}`" not in text]
    assert not missing, missing


def test_the_published_scale_is_the_one_in_use():
    rows = re.findall(
        r"^\| ([A-F]): .*? \| ([\d.]+) \| \| ([1-6]): .*? \| ([\d.]+) \|$",
        reference("confidence"),
        re.MULTILINE,
    )
    assert {letter: float(chance) for letter, chance, _, _ in rows} == RELIABILITY
    assert {int(number): float(chance) for _, _, number, chance in rows} == CREDIBILITY
    bars = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|$", reference("confidence"), re.MULTILINE)
    assert {name: float(bar) for name, bar in bars} == {standard.value: standard.bar for standard in Standard}


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=short)
def test_a_decision_gives_context_decision_and_consequences(path: Path):
    text = path.read_text(encoding="utf-8")
    assert list(sections(text, "##")) == ["Context", "Decision", "Consequences"]
    assert int(text.partition(":")[0].removeprefix("# ")) == int(path.name[:4])
    assert re.search(r"^Status: \w+", text, re.MULTILINE)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.key)
def test_every_page_of_the_console_is_documented_with_its_right(way: Way):
    text = (ROOT / "docs/how-to/use-the-console.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {name_of(way.key, ENGLISH)} \|.*\| (.+) \|$", text, re.MULTILINE)
    assert way.right.value in row.split(", ")
