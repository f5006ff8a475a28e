"""The commands for copywriters: `lint`, `soften` and the language server."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from softsell.errors import SoftsellError
from softsell.voice import LANGUAGES


def unsaid(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str:
    """What was said for an option, "" for nothing."""
    return value or ""


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """The options of `lint` and `soften` that say how files are read; "" is what the file or the project says."""
    formats = ["text", "md", "html", "eml", "mjml", "json", "po", "ftl"]
    for option in (
        click.option(
            "--project", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The project file."
        ),
        click.option(
            "--as",
            "format",
            type=click.Choice(formats),
            callback=unsaid,
            help="How the files are written (default: seen from their names).",
        ),
        click.option(
            "--kind",
            type=click.Choice(["letter", "subject", "body", "button"]),
            callback=unsaid,
            help="What the text is (default: body).",
        ),
        click.option(
            "--lang",
            type=click.Choice(LANGUAGES),
            callback=unsaid,
            help="The language of the text (default: seen from it).",
        ),
    ):
        command = option(command)
    return command


def in_colour() -> bool:
    """Whether somebody looks at what is printed, and wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def to_stderr(line: str) -> None:
    click.echo(line, err=True)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@reading
@click.option("--output", type=click.Choice(["text", "json", "sarif", "github"]), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --output json: one JSON object per file.")
@click.option("--jsonl", is_flag=True, help="Read one text per line of JSON, answer one verdict per line.")
@click.option(
    "--fail-on",
    type=click.Choice(["block", "warn"]),
    callback=unsaid,
    help="What makes the exit code 1 (default: block).",
)
@click.option("--show-allowed", is_flag=True, help="Show what is allowed, with the reasons.")
@click.option("--quiet", is_flag=True, help="Only what blocks.")
def lint(
    files: tuple[Path, ...], output: str, as_json: bool, jsonl: bool, fail_on: str, show_allowed: bool, quiet: bool,
    **reading: Any,
) -> None:  # fmt: skip
    """Find sales pressure in files, folders or standard input ("-"). Exit code 1 when a finding fails the build."""
    from softsell.copy import run

    if jsonl and len(files) <= 1:
        sys.exit(run.lint_lines(str(files[0]) if files else "-"))
    if jsonl or not files:
        raise click.UsageError("--jsonl takes one file" if jsonl else "a file, a folder or - is needed")
    output = "json" if as_json else output
    options = run.Options(
        **reading, output=output, fail_on=fail_on, show_allowed=show_allowed, quiet=quiet, colour=in_colour()
    )
    sys.exit(run.lint_paths(files, options, click.echo, to_stderr))


@click.command(name="language-server")
def language_server() -> None:
    """Serve an editor over standard input and output (LSP): what presses, why, and softer words."""
    try:
        from softsell.copy.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("lsprotocol", "pygls"):
            raise
        raise SoftsellError('pygls is needed for this: pip install "softsell[editor]"') from error
    serve()


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...|-",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@reading
@click.option("--write", is_flag=True, help="Write the softer words into the files.")
@click.option("--check", is_flag=True, help="Exit code 1 when something would change.")
def soften(
    files: tuple[Path, ...], write: bool, check: bool, **reading: Any,
) -> None:  # fmt: skip
    """Propose softer words for what the lint finds, as a diff; facts in braces are for you to fill in."""
    from softsell.copy import propose, run

    if write and check:
        raise click.UsageError("--write and --check do not go together")
    options = run.Options(**reading, colour=in_colour())
    sys.exit(propose.soften_paths(files, options, click.echo, to_stderr, write=write, check=check))
