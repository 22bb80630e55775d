from __future__ import annotations

import pytest
from tests.replies.making import ADDRESS, SITE

from truceline.errors import CaseError, InputError
from truceline.replies.settings import NAME, is_set_up, read_settings, settings_text

SEAL = "dblTDVGrkx9wExCc67JNdWfkOfDuFZ9r5OamYiRu7no="


def test_what_setup_writes_is_read_and_asks_nobody_for_anything(folder):
    settings = read_settings(folder)
    assert (settings.site, settings.address, settings.pages) == (SITE, ADDRESS, None)
    assert settings.own_hosts == {"bulletin.example", "replies.example"}
    for traffic in (settings.webmention, settings.pingback):
        assert (traffic.receive, traffic.send) == (False, False)
    assert is_set_up(folder)


def test_a_case_without_settings_takes_no_replies(tmp_path):
    assert not is_set_up(tmp_path)
    with pytest.raises(CaseError, match="takes no replies yet"):
        read_settings(tmp_path)


def test_everything_wrong_in_the_file_is_told_with_its_line(tmp_path):
    (tmp_path / NAME).write_text(
        "format: truceline/replies/1\nsite: ftp://a.example/\naddress: https://a.example\n"
        "seal: short\nwebmention: {recieve: true}\n"
    )
    with pytest.raises(InputError) as told:
        read_settings(tmp_path)
    lines = {problem.line: problem.message for problem in told.value.problems}
    assert {2, 3, 4, 5} <= set(lines), lines
    assert "web address" in lines[2]
    assert "end it with a slash" in lines[3]


def test_what_yaml_does_not_allow_is_told(tmp_path):
    text = settings_text(SITE, ADDRESS, SEAL, None)
    (tmp_path / NAME).write_text(text + "pages: twice\n")
    with pytest.raises(InputError, match="pages"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((SITE + "?q", ADDRESS, SEAL, None), "--site: must be the address of a folder"),
        ((SITE, "https://me@a.example/", SEAL, None), "--address: must be a web address"),
        ((SITE, ADDRESS, "x", None), "--seal: is no public key"),
    ],
)
def test_setup_writes_nothing_that_could_not_be_read(given, told):
    with pytest.raises(InputError, match=told):
        settings_text(*given)
