from __future__ import annotations

import pytest

from truceline.accounts.providers import NAME, is_safe, read_providers
from truceline.errors import InputError

GOOD = """\
format: truceline/providers/1
providers:
  - name: office
    label: The office
    issuer: https://id.example/realms/office
    client_id: truceline
    client_secret: canary-client-secret
  - {name: club, label: Club, issuer: "http://localhost:8081", client_id: x, client_secret: null}
"""


def written(folder, text, mode=0o600):
    (folder / NAME).write_text(text)
    (folder / NAME).chmod(mode)
    return folder


def test_no_file_is_no_provider(tmp_path):
    assert read_providers(tmp_path) == ()


def test_providers_are_read_in_the_order_of_their_buttons(tmp_path):
    office, club = read_providers(written(tmp_path, GOOD))
    assert (office.name, office.send_secret, club.client_secret) == ("office", "basic", None)
    assert office.client_secret.get_secret_value() == "canary-client-secret"
    assert "canary" not in repr(office) + str(office) + office.model_dump_json()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("https://id.example", "http://id.example", "https"),
        ("https://id.example", "https://user@id.example", "https"),
        ("realms/office", "?realm=office", "no query"),
        ("name: office", "name: Office", "name"),
        ("name: office", "name: club", "one name"),
        ("client_secret: canary", "client_secrets: canary", "client_secrets"),
        ("client_secret: canary-client-secret", "client_secret: [canary]", "client_secret"),
        ("providers/1", "providers/2", "format"),
        ("name: office", "name: office\n    name: office", "name"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_without_its_secrets(tmp_path, old, new, told):
    with pytest.raises(InputError) as error:
        read_providers(written(tmp_path, GOOD.replace(old, new)))
    assert told in str(error.value)
    assert "canary" not in str(error.value)


def test_a_file_with_secrets_that_others_can_read_is_refused(tmp_path):
    with pytest.raises(InputError, match="chmod 600"):
        read_providers(written(tmp_path, GOOD, mode=0o644))


@pytest.mark.parametrize(
    "url", ["", "x", "ftp://id.example", "http://id.example", "https://", "https://a@b.example"]
)
def test_an_address_that_is_not_safe_is_not_asked(url):
    assert not is_safe(url)
