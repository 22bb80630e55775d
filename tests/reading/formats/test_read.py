import hashlib
import resource
import subprocess
import sys
from datetime import date

import pytest
from tests.counting import calls_of
from tests.reading.formats.looking import issues, read, texts

from truceline.errors import InputError
from truceline.reading.formats.read import read_document

SENTENCE = "Militants shelled the posts of the army near the road late on Sunday and left. "


def test_a_path_is_read_like_its_bytes(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    document = read_document(path, published=date(2018, 10, 15))
    assert document == read(SENTENCE, "report.txt", published=date(2018, 10, 15))
    assert document.sha256 == hashlib.sha256(SENTENCE.encode()).hexdigest()


def test_the_first_heading_is_the_title():
    assert read("Militants shell posts\n\n" + SENTENCE).title == "Militants shell posts"
    assert read(SENTENCE).title == ""


def test_issues_bear_the_files_name():
    assert {issue.file for issue in read("M\u0456litants left.", "name.txt").issues} == {"name.txt"}


def test_fifty_megabytes_are_read_in_a_few_times_their_size():
    paragraph = (SENTENCE * 6).strip() + "\n\n"
    data = (paragraph * (50_000_000 // len(paragraph))).encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    document = read(data)
    assert len(document.blocks) == data.count(b"\n\n")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 4 * len(data)


def test_one_sentence_of_forty_thousand_words_is_one_block():
    assert len(read("word " * 40_000).blocks) == 1


def test_reading_is_linear_in_the_number_of_lines():
    def calls(lines: int) -> int:
        data = b"Two posts, shelled on Monday\n" * lines
        return calls_of(lambda: read(data))

    calls(10)  # what is made when first met
    assert calls(20_000) < 15 * calls(2_000)


@pytest.mark.parametrize(
    ("module", "data", "name", "package"),
    [
        ("lxml", "<html><p>Text</p></html>", "p.html", "lxml"),
        ("pypdfium2", "%PDF-1.4", "p.pdf", "pypdfium2"),
        ("docx", "PK\x03\x04 word/document.xml", "p.docx", "python-docx"),
    ],
)
def test_without_the_extra_the_error_says_which_to_install(monkeypatch, module, data, name, package):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"{package}.*truceline\[documents\]"):
        read(data, name)


def test_plain_text_loads_no_heavy_library():
    code = (
        "import sys; from truceline.reading.formats.read import read_document\n"
        "read_document(b'Two left.', 'a.txt')\n"
        "print({'lxml', 'docx', 'pypdfium2', 'markdown_it'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_two_readings_are_alike():
    text = f"# Head\n\n{SENTENCE}\n\n- one\n- two\n"
    assert read(text, "r.md") == read(text, "r.md")
    assert texts(read(text, "r.md")) == ["Head", SENTENCE.strip(), "one", "two"]
    assert set(issues(read(text, "r.md"))) == {"no-date"}
