from tests.reading.formats.looking import blocks, issues, read, texts

REPORT = """# Daily *report*

The **army** said it [had begun](http://example.org/a_b) to
withdraw `T-72` tanks.

- two tanks
- one mortar
  near the school

1. first

> Nobody was hurt.

| Province | Cases |
|----------|-------|
| Hama     | 12    |

```
code that nobody reads
```

<div>markup</div>
"""


def test_blocks_read_as_the_text_does_without_its_markup():
    assert blocks(read(REPORT, "r.md")) == [
        ("heading", "Daily report"),
        ("paragraph", "The army said it had begun to\nwithdraw T-72 tanks."),
        ("item", "two tanks"),
        ("item", "one mortar\nnear the school"),
        ("item", "first"),
        ("paragraph", "Nobody was hurt."),
        ("row", "Province | Cases"),
        ("row", "Hama | 12"),
    ]


def test_its_first_heading_is_its_title():
    assert read(REPORT, "r.md").title == "Daily report"


def test_windows_line_ends_make_no_difference():
    assert texts(read(REPORT.replace("\n", "\r\n"), "r.md")) == texts(read(REPORT, "r.md"))


def test_what_is_nested_too_deep_is_read_as_plain_text_and_told():
    document = read("> " * 5000 + "Two posts were shelled.\n", "r.md")
    assert "Two posts were shelled." in document.text
    assert "deep-nesting" in issues(document)


def test_what_is_too_long_or_full_of_brackets_is_read_as_plain_text_and_told():
    long = read("Two posts were shelled. " * 200_000, "r.md")
    brackets = read("[" * 30_000 + " Two posts were shelled.", "r.md")
    assert "long-markdown" in issues(long)
    assert "long-markdown" in issues(brackets)
    assert "shelled" in brackets.text
