"""The command line as processes: help, clear errors with exit codes, and the commands that need no shop."""

import json
import stat
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from top_world import SECRET, refused, run, settings_file

from softsell import __version__
from softsell import config as configs
from softsell.cli import main

COMMANDS = sorted(main.commands)
PUSHY = "Only 2 left! Hurry, your cart expires today. Buy now before it is gone!\n"


def test_the_commands_are_the_ones_we_know() -> None:
    assert COMMANDS == [
        "ask", "demo", "dkim", "doctor", "erase", "export", "import", "import-knowledge", "init", "language-server", "lint",
        "mail", "migrate", "replay", "report", "serve", "soften", "understand", "work",
    ]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_a_sentence(command: str) -> None:
    done = CliRunner().invoke(main, [command, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith(f"Usage: main {command}")
    words = main.commands[command].help
    assert words is not None
    assert words.rstrip().endswith(".")
    assert words in done.output.replace("\n  ", " ") or len(words) > 90


def test_help_and_version_run_as_a_process() -> None:
    helped, versioned = run("-h"), run("--version")
    assert (helped.returncode, versioned.returncode) == (0, 0)
    assert all(f"\n  {command} " in helped.stdout for command in COMMANDS)
    assert __version__ in versioned.stdout


def test_init_writes_a_private_file_that_loads_and_refuses_to_overwrite(tmp_path: Path) -> None:
    done = run("init", "a shop", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    path = tmp_path / "a shop" / "softsell.toml"
    for one in (path, path.with_name("softsell.db")):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
    found = configs.load(path, {})
    assert len(found.key()) >= 32
    assert found.shop.write_key in done.stdout
    assert found.database.url == f"sqlite:{path.resolve().with_name('softsell.db')}"
    before = path.read_bytes()
    refused(run("init", "a shop", cwd=tmp_path), "ConfigError", "there already")
    assert path.read_bytes() == before


def test_init_quotes_what_a_folder_is_called(tmp_path: Path) -> None:
    folder = tmp_path / 'quoted "back\\slash"'
    done = run("init", folder)
    assert done.returncode == 0, done.stderr
    url = tomllib.loads((folder / "softsell.toml").read_text("utf-8"))["database"]["url"]
    assert url == f"sqlite:{folder.resolve() / 'softsell.db'}"


def test_two_shops_get_different_keys(tmp_path: Path) -> None:
    one, two = (run("init", tmp_path / name) for name in ("one", "two"))
    assert one.returncode == two.returncode == 0
    kept = [configs.load(tmp_path / name / "softsell.toml", {}) for name in ("one", "two")]
    assert kept[0].secret != kept[1].secret
    assert kept[0].shop.write_key != kept[1].shop.write_key


@pytest.mark.parametrize("command", ["serve", "work"])
def test_serve_and_work_refuse_without_settings(command: str, tmp_path: Path) -> None:
    refused(run(command, cwd=tmp_path), "ConfigError", "secret", "softsell init")


@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("work", "--once"), ("report",), ("export", "a@b.is")])
def test_a_pending_migration_is_said_and_not_run(words: tuple[str, ...], tmp_path: Path) -> None:
    path = settings_file(tmp_path, f"sqlite:{tmp_path / 'old.db'}")
    refused(run("-c", path, *words), "MigrationPending", "softsell migrate")


def test_migrate_says_what_it_did_and_then_that_nothing_is_left(tmp_path: Path) -> None:
    path = settings_file(tmp_path, f"sqlite:{tmp_path / 'old.db'}")
    first, second = run("-c", path, "migrate"), run("-c", path, "migrate")
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.splitlines()[0].endswith(".sql")
    assert second.stdout.strip() == "up to date"
    assert json.loads(run("-c", path, "work", "--once").stdout)["sent"] == 0


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:/nowhere/at/all/shop.db", "database cannot be used"),
        ("postgresql://nobody@127.0.0.1:1/nothing", "database cannot be used"),
        ("mysql:shop", "no database of this kind"),
        ("sqlite::memory:", "needs a file"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_clear_line(url: str, words: str, tmp_path: Path) -> None:
    refused(run("-c", settings_file(tmp_path, url), "migrate"), words)


@pytest.mark.parametrize(
    ("words", "clear"),
    [
        (("-c", "none.toml", "doctor"), "no such file"),
        (("-c", ".", "doctor"), "directory"),
        (("-c", "wrong.toml", "doctor"), "smtp.hots: there is no such setting; did you mean `smtp.host`?"),
    ],
)
def test_wrong_settings_are_one_clear_line(words: tuple[str, ...], clear: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text('[smtp]\nhots = "x"', encoding="utf-8")
    refused(run(*words, cwd=tmp_path), "ConfigError", clear)


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",), ("lint",), ("lint", "absent.txt"), ("lint", "."), ("replay", "absent.jsonl"), ("report", "--days", "0"),
        ("replay", "log.jsonl", "--holdout", "2"), ("replay", "log.jsonl", "--map", "user_id"),
        ("import", "--kind", "x", "log.jsonl"),
        ("replay", "log.jsonl", "--timezone", "Mars/Olympus"), ("demo", "--headless", "--smtp", "here"),
    ],
)  # fmt: skip
def test_a_wrong_argument_ends_with_two_and_no_trace(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text("", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 2, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.output.strip().splitlines()[-1].startswith("Error: ")


def test_lint_ends_with_one_when_something_would_block(tmp_path: Path) -> None:
    (tmp_path / "kind.txt").write_text("The cart keeps for thirty days. Is there anything we can answer?\n", "utf-8")
    (tmp_path / "pushy.txt").write_text("A calm line.\n" + PUSHY, "utf-8")
    done = run("lint", "kind.txt", "pushy.txt", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "kind.txt: ok" in done.stdout
    assert "pushy.txt:2:1: block: " in done.stdout
    assert "softer: " in done.stdout
    calm = run("lint", "kind.txt", "--lang", "en", cwd=tmp_path)
    assert (calm.returncode, calm.stdout) == (0, "kind.txt: ok\n")


def test_lint_reads_standard_input_and_speaks_json() -> None:
    done = run("lint", "-", "--json", stdin=PUSHY)
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert (found["file"], found["verdict"]) == ("-", "block")
    for one in found["findings"]:
        assert PUSHY[one["start"] : one["end"]] == one["text"]
        assert one["rule"]
        assert one["why"]
    kind = run("lint", "-", "--json", "--lang", "is", stdin="Karfan geymist í þrjátíu daga.\n")
    assert kind.returncode == 0
    assert json.loads(kind.stdout)["verdict"] == "ok"


def test_lint_reads_whatever_octets_there_are(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"Karfan geymist.\r\n" + b"\xe1\xff\n")
    done = CliRunner().invoke(main, ["lint", "-", "--json"], input=b"Karfan geymist \xe1\xff\n")
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(main, ["lint", str(tmp_path / "latin.txt")]).exit_code == 0


def test_lint_finds_pressure_in_both_languages_without_being_told_which() -> None:
    assert run("lint", "-", stdin="Síðasti séns! Drífðu þig, aðeins 2 eftir!\n").returncode == 1
    assert run("lint", "-", "--kind", "button", stdin="Buy now!").returncode == 1


def test_the_environment_alone_is_enough(tmp_path: Path) -> None:
    given = {"SOFTSELL_SECRET": SECRET, "SOFTSELL_DATABASE__URL": f"sqlite:{tmp_path / 'shop.db'}"}
    assert run("migrate", cwd=tmp_path, **given).returncode == 0
    done = run("work", "--once", cwd=tmp_path, **given)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == dict.fromkeys(("sent", "ghosted", "held", "put_off", "failed", "unsure"), 0)
