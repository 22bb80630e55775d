from __future__ import annotations

import pytest

from truceline.errors import InputError
from truceline.feeds.settings import read_settings


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{id: a, kind: fax}", "kind"),
        ("{id: A B, kind: folder, path: in}", "id"),
        ("{id: a, kind: folder}", "path"),
        ("{id: a, kind: folder, path: in, every_minutes: 1}", "every_minutes"),
        ("{id: a, kind: folder, path: in, password: x}", "password"),
        ("{id: a, kind: web, url: 'file:///etc/passwd'}", "must be a web address"),
        ("{id: a, kind: web, url: 'https://me:word@news.example/'}", "without a name or password"),
        ("{id: a, kind: mail, host: mail.example, user: me}", "either password_file or password_env"),
        ("{id: a, kind: folder, path: in}\n  - {id: a, kind: folder, path: out}", "two feeds are called"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, line, told):
    (tmp_path / "feeds.yaml").write_text(f"format: truceline/feeds/1\nfeeds:\n  - {line}\n")
    with pytest.raises(InputError, match=told) as refused:
        read_settings(tmp_path)
    assert all(one.file.endswith("feeds.yaml") for one in refused.value.problems)


def test_a_case_without_feeds_is_told_what_to_write(tmp_path):
    with pytest.raises(InputError, match=r"no feeds yet"):
        read_settings(tmp_path)
