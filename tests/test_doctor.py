"""The doctor says what is missing and what to do, and is content with an installation that can write to people."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from top_world import POLICY, SECRET, SHOP, START, run, settings_file

from softsell import commands, doctor, load, serve
from softsell import config as configs
from softsell.cli import main
from softsell.config import Config
from softsell.core.shop import Policy
from softsell.mail.catcher import Catcher
from softsell.store import settings


def complete(folder: Path, port: int, policy: Policy = POLICY, **sections: dict[str, Any]) -> Path:
    """A whole installation: settings saved, catalogue and knowledge, a mail server, a way back for replies."""
    sample = load.sample_folder()
    parts: dict[str, dict[str, Any]] = {
        "server": {"public_url": "https://garn.is"},
        "shop": {"catalogue": str(sample / "catalogue.json"), "knowledge": str(sample / "knowledge.json")},
        "smtp": {"host": "127.0.0.1", "port": port, "security": "none"},
        "inbound": {"reply_address": "svar@garn.is", "lmtp_port": 2424},
    }
    path = settings_file(folder, f"sqlite:{folder / 'shop.db'}", **(parts | sections))
    db = serve.create(f"sqlite:{folder / 'shop.db'}")
    settings.save_policy(db, SHOP, policy, "test", START)
    db.close()
    return path


HERE = ("installation", "letter", "smtp", "model")  # what can be seen without the DNS and the world outside


def found(config: Config) -> dict[str, list[tuple[str, str]]]:
    checks: dict[str, list[tuple[str, str]]] = {}
    for one in doctor.examine(config, START, only=HERE):
        checks.setdefault(one.check, []).append((one.state, one.what))
    return checks


def test_a_fresh_installation_says_what_is_missing(tmp_path: Path) -> None:
    commands.initialise(tmp_path)
    checks = found(configs.load(tmp_path / "softsell.toml", {}))
    stops = {name: [what for state, what in said if state == "stop"] for name, said in checks.items()}
    assert stops["secret"] == stops["database"] == stops["letter"] == stops["address"] == []
    assert [what.split(":")[0] for what in stops["policy"]] == ["sender", "postal_address"]
    assert "smtp.host and api.provider are empty" in stops["smtp"][0]
    assert "inbound.reply_address is empty" in stops["replies"][0]
    assert any("RFC 8058" in what for state, what in checks["address"] if state == "warn")
    assert any(what.startswith("paused") for _, what in checks["policy"])


def test_a_fresh_installation_ends_with_one_in_words_and_in_json(tmp_path: Path) -> None:
    commands.initialise(tmp_path)
    words = run("-c", tmp_path / "softsell.toml", "doctor", "--only", ",".join(HERE))
    assert words.returncode == 1
    assert "STOP  smtp: smtp.host and api.provider are empty" in words.stdout
    assert "ok    database: sqlite" in words.stdout
    told = run("-c", tmp_path / "softsell.toml", "doctor", "--only", ",".join(HERE), "--json")
    assert told.returncode == 1
    said = json.loads(told.stdout)["findings"]
    assert {one["state"] for one in said} == {"ok", "warn", "stop"}
    assert [f"{one['check']}: {one['what']}" for one in said] == [line[6:] for line in words.stdout.splitlines()]


def test_a_complete_installation_is_ready(tmp_path: Path) -> None:
    with Catcher(keep=lambda raw: None) as catcher:
        path = complete(tmp_path, catcher.port)
        done = run("-c", path, "doctor", "--only", ",".join(HERE), "--json")
    assert done.returncode == 0, done.stdout
    said = json.loads(done.stdout)["findings"]
    assert {one["state"] for one in said} == {"ok"}, said
    assert [one["check"] for one in said] == [
        "secret", "address", "database", "catalogue", "knowledge", "policy", "letter", "letter", "smtp", "replies",
    ]  # fmt: skip


def test_answers_need_a_way_in_by_lmtp_or_over_imap(tmp_path: Path) -> None:
    config = configs.load(complete(tmp_path, 1), {})
    closed = replace(config, inbound=replace(config.inbound, lmtp_port=0))
    assert found(closed)["replies"] == [("warn", found(closed)["replies"][0][1])]
    fetched = replace(closed, imap=configs.Imap(host="mail.garn.is"))
    assert found(fetched)["replies"] == [("ok", "svar@garn.is, IMAP from mail.garn.is:993")]


def test_a_login_that_is_refused_is_found(tmp_path: Path) -> None:
    with Catcher(keep=lambda raw: None, login=("garn", "right")) as catcher:
        right = {"host": "127.0.0.1", "port": catcher.port, "security": "none", "user": "garn", "password": "right"}
        config = configs.load(complete(tmp_path, catcher.port, smtp=right), {})
        assert [state for state, _ in found(config)["smtp"]] == ["ok"]
        wrong = replace(config, smtp=replace(config.smtp, password="wrong"))
        assert [state for state, _ in found(wrong)["smtp"]] == ["stop"]
        assert "wrong" not in str(found(wrong)["smtp"]), "no password in a report"


def test_a_mail_server_that_is_not_there_is_found(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    config = configs.load(complete(tmp_path, port), {})
    assert [state for state, _ in found(config)["smtp"]] == ["stop"]


@pytest.mark.parametrize(
    ("policy", "check", "state", "word"),
    [
        (replace(POLICY, name="Hurry! Only 2 left"), "letter", "stop", "en: "),
        (replace(POLICY, timezone="Mars/Olympus"), "policy", "stop", "timezone"),
        (replace(POLICY, postal_address=""), "policy", "stop", "postal_address"),
        (replace(POLICY, sender="shop@example.com"), "policy", "stop", "sender"),
        (replace(POLICY, staff=""), "policy", "warn", "staff"),
        (replace(POLICY, paused=True), "policy", "warn", "paused"),
    ],
)
def test_what_is_wrong_in_the_settings_is_named(
    policy: Policy, check: str, state: str, word: str, tmp_path: Path
) -> None:
    config = configs.load(complete(tmp_path, 1, policy), {})
    assert any(s == state and word in what for s, what in found(config)[check]), found(config)[check]


@pytest.mark.parametrize(
    ("environ", "check"),
    [
        ({"SOFTSELL_SECRET": "short"}, "secret"),
        ({"SOFTSELL_DATABASE__URL": "sqlite:/nowhere/at/all/shop.db"}, "database"),
        ({"SOFTSELL_DATABASE__URL": "postgresql://nobody@127.0.0.1:1/x"}, "database"),
        ({"SOFTSELL_SHOP__CATALOGUE": "/nowhere/catalogue.json"}, "catalogue"),
        ({"SOFTSELL_SHOP__KNOWLEDGE": "/dev/null"}, "catalogue"),
        ({"SOFTSELL_SERVER__PUBLIC_URL": ""}, "address"),
        ({"SOFTSELL_INBOUND__REPLY_ADDRESS": ""}, "replies"),
    ],
)
def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(
    environ: dict[str, str], check: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = complete(tmp_path, 1)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(main, ["-c", str(path), "doctor", "--only", ",".join(HERE), "--json"])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    said = json.loads(done.stdout)["findings"]
    stops = [one for one in said if one["state"] == "stop"]
    assert check in {one["check"] for one in stops}
    assert all("\n" not in one["what"] for one in said)
    assert "replies" in {one["check"] for one in said}
    assert SECRET not in done.stdout


def test_a_shop_whose_mail_is_with_a_provider_has_a_way_out_and_a_way_in(tmp_path: Path) -> None:
    made = configs.Config(
        secret="s" * 40, database=configs.DatabaseSettings(url=f"sqlite:{tmp_path / 'a.db'}"),
        api=configs.ApiSettings(provider="postmark", key="k"), hooks=configs.Hooks(postmark_secret="p" * 24),
        inbound=configs.Inbound(reply_address="svar@garn.is"), server=configs.Server(public_url="https://garn.is"),
    )  # fmt: skip
    said = {one.check: one for one in doctor.examine(made, only=["smtp", "replies"])}
    assert (said["api"].state, said["replies"].state) == ("ok", "ok")
    assert "postmark" in said["api"].what and "https://garn.is/hooks/mail/" in said["replies"].what
