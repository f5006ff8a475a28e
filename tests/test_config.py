"""The deploy settings: defaults, the file, the environment over it, secrets from files, and mistakes that are named."""

from pathlib import Path

import pytest

from softsell.config import Config, load, paths
from softsell.errors import ConfigError


def written(folder: Path, text: str) -> Path:
    path = folder / "softsell.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load(written(folder, text), environ or {})
    return str(caught.value)


def test_without_a_file_every_setting_has_its_default() -> None:
    assert load(None, {}) == Config()
    found = load(None, {})
    assert (found.server.port, found.database.url, found.smtp.security) == (8010, "sqlite:softsell.db", "starttls")
    assert paths()["worker.lease_seconds"] == 600.0


def test_the_file_goes_over_the_defaults(tmp_path: Path) -> None:
    found = load(
        written(tmp_path, 'secret = "s"\n[smtp]\nhost = "mail.is"\nport = 25\n[worker]\ninterval_seconds = 5'), {}
    )
    assert (found.secret, found.smtp.host, found.smtp.port) == ("s", "mail.is", 25)
    assert found.worker.interval_seconds == 5.0
    assert found.smtp.connections == 4


def test_the_environment_goes_over_the_file(tmp_path: Path) -> None:
    environ = {"SOFTSELL_SMTP__PORT": "2525", "SOFTSELL_SECRET": "env", "SOFTSELL_SERVER__PUBLIC_URL": "https://a.is"}
    found = load(written(tmp_path, 'secret = "file"\n[smtp]\nhost = "mail.is"\nport = 25'), environ)
    assert (found.smtp.host, found.smtp.port, found.secret) == ("mail.is", 2525, "env")
    assert found.server.public_url == "https://a.is"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("SOFTSELL_SECRET_FILE", lambda c: c.secret),
        ("SOFTSELL_SMTP__PASSWORD_FILE", lambda c: c.smtp.password),
        ("SOFTSELL_SHOP__WRITE_KEY_FILE", lambda c: c.shop.write_key),
    ],
)
def test_a_secret_may_lie_in_a_file_of_its_own(tmp_path: Path, name: str, read: object) -> None:
    (tmp_path / "secret").write_text("ólæsilegt\n", encoding="utf-8")
    assert callable(read)
    assert read(load(None, {name: str(tmp_path / "secret")})) == "ólæsilegt"


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"SOFTSELL_SECRET_FILE.*nowhere"):
        load(None, {"SOFTSELL_SECRET_FILE": str(tmp_path / "nowhere")})
    (tmp_path / "octets").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ConfigError, match="it is not text"):
        load(None, {"SOFTSELL_SECRET_FILE": str(tmp_path / "octets")})


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        ('secrett = "x"', "secrett", "secret"),
        ('[databse]\nurl = "x"', "databse", "database"),
        ('[smtp]\nhots = "x"', "smtp.hots", "smtp.host"),
        ("[worker]\ninterval = 3", "worker.interval", "worker.interval_seconds"),
        ('[server]\npublicurl = "x"', "server.publicurl", "server.public_url"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_name(tmp_path: Path, text: str, key: str, near: str) -> None:
    words = refusal(tmp_path, text)
    assert words.startswith(f"{key}: ")
    assert f"`{near}`" in words


def test_a_key_that_is_near_to_nothing_gets_the_list(tmp_path: Path) -> None:
    assert "catalogue, id, knowledge, write_key" in refusal(tmp_path, "[shop]\nzzzzzz = 1")


def test_an_unknown_variable_that_names_a_section_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"SOFTSELL_SMTP__HOTS.*SOFTSELL_SMTP__HOST"):
        load(None, {"SOFTSELL_SMTP__HOTS": "mail.is"})
    assert load(None, {"SOFTSELL_SHARED": "/elsewhere", "OTHER": "x"}) == Config()


@pytest.mark.parametrize(
    ("text", "environ", "path"),
    [
        ('[server]\nport = "many"', {}, "$.server.port"),
        ("[server]\nhost = 3", {}, "$.server.host"),
        ("", {"SOFTSELL_SERVER__PORT": "many"}, "$.server.port"),
        ('[smtp]\nsecurity = "ssl"', {}, "$.smtp.security"),
        ('[worker]\nlease_seconds = "long"', {}, "$.worker.lease_seconds"),
    ],
)
def test_a_wrong_type_names_the_path(tmp_path: Path, text: str, environ: dict[str, str], path: str) -> None:
    assert path in refusal(tmp_path, text, environ)


def test_a_section_that_is_none_is_refused_also_under_the_environment(tmp_path: Path) -> None:
    assert "server: a section is expected" in refusal(tmp_path, "server = 5", {"SOFTSELL_SERVER__PORT": "80"})


def test_what_is_no_file_no_toml_or_no_text_is_one_clear_error(tmp_path: Path) -> None:
    assert "softsell.toml" in refusal(tmp_path, "[server\n")
    with pytest.raises(ConfigError, match="no such file; `softsell init`"):
        load(tmp_path / "none.toml", {})
    with pytest.raises(ConfigError, match="directory"):
        load(tmp_path, {})
    (tmp_path / "latin.toml").write_bytes(b'secret = "\xe1"')
    with pytest.raises(ConfigError, match=r"latin\.toml"):
        load(tmp_path / "latin.toml", {})


@pytest.mark.parametrize(("secret", "good"), [("", False), ("x" * 31, False), ("x" * 32, True)])
def test_a_short_secret_signs_nothing(secret: str, good: bool) -> None:
    if good:
        assert Config(secret=secret).key() == secret.encode()
    else:
        with pytest.raises(ConfigError, match="at least 32 characters"):
            Config(secret=secret).key()


def test_providers_are_off_by_default_and_their_secrets_may_lie_in_files(tmp_path: Path) -> None:
    assert not any(value for name, value in paths().items() if name.startswith("hooks."))
    assert not any(
        paths()[f"api.{name}"] for name in ("provider", "key", "key_id", "domain", "region", "stream", "url")
    )
    (tmp_path / "key").write_text("a-key\n", encoding="utf-8")
    environ = {"SOFTSELL_API__KEY_FILE": str(tmp_path / "key"), "SOFTSELL_HOOKS__SES_CONFIRM": "true"}
    found = load(None, environ | {"SOFTSELL_HOOKS__MAILGUN_SIGNING_KEY_FILE": str(tmp_path / "key")})
    assert (found.api.key, found.hooks.mailgun_signing_key, found.hooks.ses_confirm) == ("a-key", "a-key", True)


def test_a_provider_that_nobody_knows_is_named(tmp_path: Path) -> None:
    assert "$.api.provider" in refusal(tmp_path, '[api]\nprovider = "pigeon"')
    assert "`hooks.postmark_secret`" in refusal(tmp_path, '[hooks]\npostmark_secrets = "x"')
