"""What the settings of the way out become: a login, and keys that sign."""

import base64
from pathlib import Path

import pytest
from msgspec.structs import replace

from softsell import config, load
from softsell.errors import ConfigError
from softsell.mail.sign import new_key


@pytest.mark.parametrize(
    ("smtp", "asked"),
    [
        (config.Smtp(), None),
        (config.Smtp(user="shop", password="secret"), [("login", "shop", "secret")]),
        (config.Smtp(user="shop", password="secret", token_file="{file}"), [("XOAUTH2", "of the file")]),
        (config.Smtp(user="shop", token_command="printf tok2"), [("XOAUTH2", "tok2")]),
    ],
)
def test_the_login_is_by_token_where_one_is_set_else_by_password(
    smtp: config.Smtp, asked: list[tuple[str, ...]] | None, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text("tok1")
    seen: list[tuple[str, ...]] = []

    class Server:
        esmtp_features = {"auth": "PLAIN XOAUTH2"}

        def login(self, user: str, password: str) -> None:
            seen.append(("login", user, password))

        def docmd(self, command: str, words: str) -> tuple[int, bytes]:
            kind, _, response = words.partition(" ")
            told = base64.b64decode(response).decode()
            seen.append((kind, told.partition("auth=Bearer ")[2].strip("\x01").replace("tok1", "of the file")))
            return 235, b"in"

    login = load.login(replace(smtp, token_file=smtp.token_file.format(file=file)))
    if asked is None:
        assert login is None
    else:
        assert login is not None
        login(Server())  # type: ignore[arg-type]
        assert seen == asked


@pytest.mark.parametrize(("key", "value"), [("connections", "0"), ("per_domain_per_minute", "-1")])
def test_a_number_of_letters_that_makes_no_sense_is_refused(key: str, value: str) -> None:
    with pytest.raises(ConfigError, match=key):
        config.load(None, {f"SOFTSELL_SMTP__{key.upper()}": value})


def test_no_key_signs_nothing_and_two_keys_sign_twice() -> None:
    one, two = new_key("rsa"), new_key("ed25519")
    assert load.signers(config.Dkim()) == ()
    both = load.signers(config.Dkim(selector="a", key=one, second_selector="b", second_key=two, domain="Garn.is"))
    assert [(s.selector, s.domain) for s in both] == [("a", "garn.is"), ("b", "garn.is")]
    assert load.signers(config.Dkim(selector="a")) == (), "the mail server signs, and the doctor looks at its record"
    with pytest.raises(ConfigError, match="a selector is"):
        load.signers(config.Dkim(key=one))
