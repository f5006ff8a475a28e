"""Our own words pass our own lint: documents, phrases, pages, the letter, help and errors. The settings are in pyproject.toml."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from softsell.cli import main
from softsell.copy import project
from softsell.copy.api import check, check_file
from softsell.copy.examine import Report

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "softsell"
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(path for folder in ("docs", "examples", "softsell") for path in (ROOT / folder).rglob("*.md")),
    ]
)
PHRASES = sorted((HOUSE / "voice").glob("*/*.ftl"))
TO_BUYERS = [path for path in PHRASES if path.stem != "desk"]
TEMPLATES = sorted([*HOUSE.glob("**/templates/**/*.html"), HOUSE / "mail" / "letter.html"])
ERRORS = ("BadRequest", "ConfigError", "MigrationPending", "Trouble")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def pushing(report: Report, *severities: str) -> list[tuple[int, str, str]]:
    """What was found, as far as it is that grave: line, rule, words."""
    return [(one.line, one.rule, one.text) for one in report.findings if one.severity in severities]


# -- what people read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", DOCUMENTS, ids=ids)
def test_our_documents_press_nobody(path: Path) -> None:
    assert pushing(check_file(path), "block") == []


@pytest.mark.parametrize("path", PHRASES, ids=ids)
def test_our_phrases_press_nobody(path: Path) -> None:
    assert pushing(check_file(path), "block") == []


@pytest.mark.parametrize("path", TO_BUYERS, ids=ids)
def test_what_buyers_read_gets_no_warning_by_a_rule(path: Path) -> None:
    assert [found for found in pushing(check_file(path), "warn") if found[1] != "model"] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_our_pages_and_our_letter_get_not_even_a_warning(path: Path) -> None:
    assert pushing(check_file(path), "block", "warn") == []


def test_the_settings_that_we_explain_press_nobody() -> None:
    told = [line.lstrip("# ") for line in (ROOT / "softsell.toml.sample").read_text("utf-8").splitlines()]
    text = "\n".join(line for line in told if " = " not in line)
    text = re.sub(r"\b[A-Z]*_[A-Z_]+\S*", "code", text)  # names of the environment
    assert pushing(check(text, lang="en", project=project.find(ROOT)), "block") == []


# -- what the command line says ---------------------------------------------------------------------------------------------


def helps() -> Iterator[tuple[str, str]]:
    """Every command and option with its help."""
    yield "softsell", main.help or ""
    for name, command in main.commands.items():
        yield name, command.help or ""
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help:
                yield f"{name} {parameter.opts[0]}", parameter.help


def test_help_presses_nobody() -> None:
    settings, told = project.find(ROOT), dict(helps())
    assert [name for name, words in told.items() if not words] == []
    loud = {name: pushing(check(words, lang="en", project=settings), "block") for name, words in told.items()}
    assert {name: found for name, found in loud.items() if found} == {}


def said(node: ast.expr | None) -> str:
    """The words of a string in the source; what is filled in is a number."""
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=parts):
            return "".join(said(part) if isinstance(part, ast.Constant) else "0" for part in parts)
        case ast.IfExp(body=yes, orelse=no):
            return f"{said(yes)}\n\n{said(no)}"
        case ast.BinOp(left=left, right=right):
            return said(left) + said(right)
    return ""


def errors() -> dict[str, str]:
    """Every message that is raised as one of our errors, by where it stands."""
    found = {}
    for path in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS):
                continue
            if node.args and (words := said(node.args[0])).strip(" 0:"):
                found[f"{ids(path)}:{node.lineno}"] = words
    return found


def test_errors_press_nobody() -> None:
    messages, settings = errors(), project.find(ROOT)
    assert len(messages) > 60
    loud = {where: pushing(check(words, lang="en", project=settings), "block") for where, words in messages.items()}
    assert {where: found for where, found in loud.items() if found} == {}


# -- the lint at work -------------------------------------------------------------------------------------------------------


def test_the_command_passes_our_repository() -> None:
    given = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs", "examples", "softsell"]
    done = CliRunner().invoke(main, ["lint", "--quiet", *(str(ROOT / name) for name in given)])
    assert done.exit_code == 0, done.output


def test_everything_that_our_project_allows_has_a_reason_and_is_needed() -> None:
    settings = project.find(ROOT)
    allowed = {one.allowed for path in (*DOCUMENTS, *PHRASES, *TEMPLATES) for one in check_file(path).allowed}
    assert [allow.reason for allow in settings.allow if allow.reason not in allowed] == []


def test_the_test_would_hear_a_pushy_sentence() -> None:
    found = check("Hurry, only two left!", lang="en", kind="letter", project=project.find(ROOT))
    assert pushing(found, "block")
    assert said(ast.parse("f'only {n} left, hurry'", mode="eval").body) == "only 0 left, hurry"
