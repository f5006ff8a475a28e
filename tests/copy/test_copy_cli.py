"""The command and the Python interface: exit codes, folders, standard input, clear errors."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from copy_samples import SAMPLES

from softsell.cli import main
from softsell.copy import api, read
from softsell.copy.project import Project, Severity
from softsell.errors import BadRequest, ConfigError

PUSHY, CALM = "Only 2 left.\n", "The cart keeps for thirty days.\n"


def lint(*words: str | Path, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["lint", *map(str, words)], input=stdin)


def process(*words: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "softsell.cli", "lint", *map(str, words)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pushy.md").write_text(PUSHY, encoding="utf-8")
    (tmp_path / "calm.txt").write_text(CALM, encoding="utf-8")
    (tmp_path / "package.json").write_text(json.dumps({"a": PUSHY}), encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "a.md").write_text(PUSHY, encoding="utf-8")
    (tmp_path / "node_modules" / "x").mkdir(parents=True)
    (tmp_path / "node_modules" / "x" / "a.md").write_text(PUSHY, encoding="utf-8")
    return tmp_path


def test_the_exit_code_says_what_came_of_it(folder: Path) -> None:
    assert lint(folder / "calm.txt").exit_code == 0
    assert lint(folder / "pushy.md").exit_code == 1
    assert lint(folder / "absent.md").exit_code == 2
    assert lint().exit_code == 2
    assert lint("-", "--lang", "de").exit_code == 2
    assert lint(folder / "pushy.md", "--project", folder / "absent.toml").exit_code == 2


def test_the_exit_code_is_the_same_in_a_real_process(folder: Path) -> None:
    calm, pushy = process("calm.txt", cwd=folder), process("pushy.md", "calm.txt", cwd=folder)
    assert (calm.returncode, calm.stdout, calm.stderr) == (0, b"calm.txt: ok\n", b"")
    assert (pushy.returncode, pushy.stderr) == (1, b"")
    assert pushy.stdout.startswith(b"pushy.md:1:1: block: 'Only 2 left': ")
    assert b"\x1b" not in pushy.stdout
    assert process("--jsonl", stdin=b"{\n").returncode == 2


def test_a_folder_is_walked_by_the_globs(folder: Path) -> None:
    done = lint(folder, "--json")
    assert done.exit_code == 1
    assert [Path(json.loads(line)["file"]).name for line in done.output.splitlines()] == ["calm.txt", "pushy.md"]
    (folder / "softsell-lint.toml").write_text('include = ["*.json"]\nexclude = ["old/**"]\n', encoding="utf-8")
    done = lint(folder, "--json", "--project", folder / "softsell-lint.toml")
    assert [Path(json.loads(line)["file"]).name for line in done.output.splitlines()] == ["package.json"]


def test_a_folder_with_nothing_to_read_is_wrong_use(tmp_path: Path) -> None:
    done = lint(tmp_path)
    assert done.exit_code == 2
    assert done.output.splitlines()[-1] == f"Error: {tmp_path}: there is nothing to lint here"


def test_a_project_decides_kinds_limits_and_what_fails(folder: Path) -> None:
    (folder / "button.txt").write_text("The cart, now", encoding="utf-8")
    assert lint(folder / "button.txt").exit_code == 0
    (folder / "softsell-lint.toml").write_text('fail_on = "warn"\n[kinds]\n"button*" = "button"\n', encoding="utf-8")
    project = ("--project", folder / "softsell-lint.toml")
    assert lint(folder / "button.txt", *project).exit_code == 1
    assert lint(folder / "button.txt", *project, "--fail-on", "block").exit_code == 0
    assert lint(folder / "button.txt", *project, "--kind", "body").exit_code == 0
    (folder / "softsell-lint.toml").write_text('max_warnings = 0\n[kinds]\n"button*" = "button"\n', encoding="utf-8")
    assert lint(folder / "button.txt", *project).exit_code == 1


def test_a_wrong_project_file_is_one_clear_line(folder: Path) -> None:
    (folder / "softsell-lint.toml").write_text("langs = 1\n", encoding="utf-8")
    done = process("calm.txt", cwd=folder)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.endswith("softsell-lint.toml: langs: there is no such setting; did you mean lang?")
    assert lint(folder / "calm.txt", "--project", folder / "softsell-lint.toml").exit_code == 2


def test_a_file_that_is_too_large_does_not_keep_the_others_from_being_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "MOST_BYTES", 20)
    done = lint(folder / "calm.txt", folder / "pushy.md")
    assert done.exit_code == 2
    assert "calm.txt: is larger than" in done.output
    assert "pushy.md:1:1: block" in done.output


def test_octets_that_are_no_text_are_replaced_and_told(folder: Path) -> None:
    (folder / "latin.txt").write_bytes("Karfan þín\r\ngeymist á Íslandi".encode("latin-1"))
    done = lint(folder / "latin.txt")
    assert done.exit_code == 0
    assert "latin.txt: line 1: this is no UTF-8; what cannot be read was replaced" in done.output


def test_a_charset_that_a_file_names_and_a_mark_at_its_beginning_are_minded(folder: Path) -> None:
    path = folder / "a.html"
    path.write_bytes("<meta charset='iso-8859-1'><p>Aðeins 2 eftir".encode("latin-1"))
    assert [one.text for one in api.check_file(path).findings] == ["Aðeins 2 eftir"]
    for name in ("utf-16", "utf-8-sig"):
        path.write_bytes("<p>Aðeins 2 eftir".encode(name))
        (one,) = api.check_file(path).findings
        assert (one.start, one.text) == (3, "Aðeins 2 eftir")


def test_standard_input_is_read_as_one_says(folder: Path) -> None:
    assert lint("-", stdin=PUSHY).exit_code == 1
    assert lint("-", "--as", "md", stdin=f"`{PUSHY.strip()}`\n").exit_code == 0
    assert lint("-", "--as", "html", "--kind", "subject", stdin="<p>URGENT!! Hurry!!</p>").exit_code == 1


def test_every_output_is_written(folder: Path) -> None:
    for output, begins in [("json", '{"version":1'), ("sarif", '{"$schema"'), ("github", "::error file=")]:
        done = lint(folder / "pushy.md", "--output", output)
        assert (done.exit_code, done.output.startswith(begins)) == (1, True), output
    assert lint(folder / "calm.txt", "--output", "github").output == ""
    assert json.loads(lint(folder / "calm.txt", "--output", "sarif").output)["runs"][0]["results"] == []


def test_quiet_says_only_what_blocks(folder: Path) -> None:
    assert lint(folder / "calm.txt", "--quiet").output == ""
    assert lint(folder / "pushy.md", "--quiet").output.startswith(f"{folder / 'pushy.md'}:1:1: block")


def test_what_is_allowed_is_shown_on_request() -> None:
    plain, shown = lint(SAMPLES / "page.html"), lint(SAMPLES / "page.html", "--show-allowed")
    assert "counted by hand" not in plain.output and "1 allowed (--show-allowed shows them)" in plain.output
    assert "allowed: 'Only 2 left': counted by hand (scarcity)" in shown.output


def test_jsonl_reads_a_file_or_standard_input(folder: Path) -> None:
    line = json.dumps({"id": 1, "text": PUSHY})
    (folder / "a.jsonl").write_text(f"{line}\n", encoding="utf-8")
    for done in (process("--jsonl", folder / "a.jsonl"), process("--jsonl", "-", stdin=line.encode())):
        assert done.returncode == 0
        assert json.loads(done.stdout)["verdict"] == "block"
    assert lint("--jsonl", folder / "a.jsonl", folder / "a.jsonl").exit_code == 2


def test_the_python_interface_checks_texts_and_files(folder: Path) -> None:
    report = api.check(PUSHY)
    assert (report.verdict, report.findings[0].text) == ("block", "Only 2 left")
    assert report.pressure > 0
    assert api.check(CALM, lang="en", kind="letter").verdict == "ok"
    assert api.check(f"`{PUSHY.strip()}`", format="md").verdict == "ok"
    assert api.check_file(folder / "pushy.md").verdict == "block"
    assert api.check_file(str(folder / "calm.txt"), kind="letter").verdict == "ok"
    assert (
        api.check(
            PUSHY,
            project=Project(severity={rule: Severity("note", "x") for rule in ("scarcity", "stock-count", "model")}),
        ).verdict
        == "ok"
    )


def test_the_python_interface_refuses_what_it_does_not_know(folder: Path) -> None:
    for words in ({"lang": "de"}, {"kind": "poem"}, {"format": "pdf"}):
        with pytest.raises(BadRequest):
            api.check("a", **words)  # type: ignore[arg-type]
    with pytest.raises(OSError):
        api.check_file(folder / "absent")
    with pytest.raises(ConfigError):
        api.check("a", project=Project(severity={"scarcity": "note"}))


def test_a_small_file_needs_none_of_the_heavy_rooms(tmp_path: Path) -> None:
    small = tmp_path / "letter.txt"  # where no project file is above it
    small.write_bytes((SAMPLES / "letter.txt").read_bytes())
    code = (
        "import sys; from softsell.copy import run; from pathlib import Path; "
        f"run.lint_paths([Path({str(small)!r})], run.Options(), str, str); "
        "heavy = {'email', 'fluent', 'html', 'numpy', 'babel', 'softsell.core', 'softsell.load'}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ}, timeout=60)
    assert done.stdout == "[]\n", done.stderr


def test_a_pipe_gets_every_answer_at_once() -> None:
    command = [sys.executable, "-m", "softsell.cli", "lint", "--jsonl", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as pipe:
        assert pipe.stdin is not None and pipe.stdout is not None
        for number in range(3):
            pipe.stdin.write(json.dumps({"id": number, "text": PUSHY}).encode() + b"\n")
            pipe.stdin.flush()
            assert json.loads(pipe.stdout.readline())["id"] == number
        pipe.stdin.close()
    assert pipe.returncode == 0


def test_the_hook_runs_the_command_on_what_is_for_people() -> None:
    hook = (SAMPLES.parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    told = dict(line.strip(" -").split(": ", 1) for line in hook.splitlines())
    assert (told["id"], told["entry"], told["language"]) == ("softsell-lint", "softsell lint", "python")
    for name in (
        "README.md",
        "a/b.html",
        "mail.mjml",
        "po/is.po",
        "en.ftl",
        "locales/is/shop.json",
        "messages.is.json",
    ):
        assert re.search(told["files"], name), name
    for name in ("package.json", "a.py", "tsconfig.json", "thesis.json"):
        assert not re.search(told["files"], name), name
