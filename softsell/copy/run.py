"""The command `softsell lint`: files and folders are read, reports are written, and the exit code says what came of it.

Rules
1. Exit code 0: nothing that fails; 1: findings that fail; 2: wrong use, or a file that cannot be read.
2. A file that cannot be read does not keep the others from being read.
3. A folder is walked by the globs of its project; a file that is named is read whatever the globs say.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from softsell.copy import api
from softsell.copy.examine import Report
from softsell.copy.project import Project, excluded, find, inside, kind_for, load, wanted
from softsell.copy.read import MOST_BYTES, read, read_file
from softsell.copy.report import fails, in_annotations, in_json, in_words, summary
from softsell.errors import SoftsellError

OK, FAILS, WRONG = 0, 1, 2


class Options(Struct, frozen=True, kw_only=True):
    """What was asked on the command line; "" is what the file or the project says."""

    lang: str = ""
    kind: str = ""
    format: str = ""
    output: str = "text"
    fail_on: str = ""
    show_allowed: bool = False
    project: Path | None = None
    quiet: bool = False
    colour: bool = False


def lint_paths(paths: Iterable[Path], options: Options, out: Callable[[str], None], err: Callable[[str], None]) -> int:
    """Lint files, folders and standard input ("-"); the exit code."""
    given = load(options.project) if options.project else None
    reports: list[Report] = []
    settings = given or Project()
    code = OK
    for path, named in _files(paths, given):
        try:
            report, here = _report(path, options, given)
        except (OSError, SoftsellError) as error:
            err(f"Error: {said(path, error)}")
            code = WRONG
            continue
        settings = here if not reports else _stricter(settings, here)
        shown = _shown(report, options)
        reports.append(report)
        for warning in report.warnings if options.output == "text" else ():
            err(f"{report.name}: {warning}")
        if shown and (named or report.findings or report.allowed or options.output != "text"):
            out(shown)
    if not reports and code == OK:
        err(f"Error: {', '.join(map(str, paths))}: there is nothing to lint here")
        return WRONG
    if options.output == "sarif":
        from softsell.copy.sarif import in_sarif

        out(in_sarif(reports))
    if options.output == "text" and not options.quiet and (line := summary(reports, options.show_allowed)):
        out(line)
    if code == WRONG:
        return WRONG
    return FAILS if fails(reports, options.fail_on or settings.fail_on, settings.max_warnings) else OK


def lint_lines(name: str) -> int:
    """Answer the lines of a JSONL file ("-": standard input) on standard output; the exit code."""
    from datetime import UTC, datetime

    from softsell.copy.jsonl import answer_lines

    now = datetime.now(UTC).isoformat()

    def out(line: bytes) -> None:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()

    if name == "-":
        _, wrong = answer_lines(sys.stdin.buffer, api.voice(), out, api.score, now)
    else:
        with Path(name).open("rb") as lines:
            _, wrong = answer_lines(lines, api.voice(), out, api.score, now)
    return WRONG if wrong else OK


def _stricter(one: Project, other: Project) -> Project:
    """When files of several projects are read together the strictest limit holds for all."""
    most = [limit for limit in (one.max_warnings, other.max_warnings) if limit is not None]
    fail_on = "warn" if "warn" in (one.fail_on, other.fail_on) else "block"
    return replace(one, fail_on=fail_on, max_warnings=min(most, default=None))


def settled(path: Path, options: Options, given: Project | None) -> tuple[Project, str, str, str]:
    """What holds for a file or standard input: the settings, its path in the project, its kind and its format."""
    standard = str(path) == "-"
    settings = given or find(Path.cwd() if standard else path.resolve().parent)
    here = inside(settings, path)
    return settings, here, options.kind or kind_for(settings, here), options.format or ("text" if standard else "")


def _report(path: Path, options: Options, given: Project | None) -> tuple[Report, Project]:
    settings, here, kind, format = settled(path, options, given)
    if str(path) == "-":
        document = read("-", sys.stdin.buffer.read(MOST_BYTES + 1), format, kind)
    else:
        document = read_file(path, format, kind)
    return api.examined(document, options.lang, kind, settings, here), settings


def _shown(report: Report, options: Options) -> str:
    match options.output:
        case "json":
            return in_json(report)
        case "github":
            return in_annotations(report)
        case "text":
            return in_words(report, colour=options.colour, show_allowed=options.show_allowed, quiet=options.quiet)
    return ""


def said(path: Path, error: Exception) -> str:
    """One line for what went wrong with a file."""
    match error:
        case OSError():
            return f"{path}: {error.strerror or error}"
    return str(error)


def _files(paths: Iterable[Path], given: Project | None) -> Iterator[tuple[Path, bool]]:
    """Every file that is meant, and whether it was named itself."""
    for path in paths:
        if str(path) != "-" and path.is_dir():
            yield from ((found, False) for found in _walk(path, given))
        else:
            yield path, True


def _walk(folder: Path, given: Project | None) -> Iterator[Path]:
    """The files of a folder that its project wants, in the order of their names."""
    for place, folders, names in os.walk(folder):
        settings = given or find(Path(place))
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not excluded(settings, f"{inside(settings, here / name)}/")
        )
        for name in sorted(names):
            if wanted(settings, inside(settings, here / name)):
                yield here / name
