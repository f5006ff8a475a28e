"""The stable Python interface: `check` a text, `check_file` a file; a report comes back, nothing is printed.

Rules
1. What stands here keeps its names and meanings within a major version; docs/lint.md describes it.
2. Words never raise, whatever they are; wrong arguments and files that cannot be read do.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from softsell.copy.document import FORMATS, KINDS, Document
from softsell.copy.examine import Found, Report, examine, rules_of
from softsell.copy.language import detect
from softsell.copy.project import Project, checked, find, inside, kind_for
from softsell.copy.read import read, read_file
from softsell.errors import BadRequest
from softsell.voice import LANGUAGES

if TYPE_CHECKING:
    from softsell.voice.lint import Finding, HasRules
    from softsell.voice.structure import Checks

__all__ = ["Found", "Project", "Report", "check", "check_file", "detect"]


@lru_cache(maxsize=1)
def voice() -> "HasRules":
    """The rules of both languages, read once."""
    from softsell.rulebook import rulebook

    return rulebook()


def checks() -> "Checks":
    """The checks of structure, read once."""
    from softsell.rulebook import checks

    return checks()


def examined(document: Document, lang: str, kind: str, project: Project, path: str = "") -> Report:
    """The report of a document with all there is; what it does not need is not read."""
    proved(project)
    built = checks() if document.page or document.mail or document.notes else None
    return examine(document, voice(), lang=lang, kind=kind, project=project, path=path, checks=built, score=score)


def proved(project: Project) -> None:
    """Raises ConfigError for a project that names a rule there is not, or lowers one without a reason."""
    if project.severity or project.allow:
        checked(project, rules_of(voice(), checks()))


def score(text: str, lang: str, findings: "tuple[Finding, ...]") -> tuple[float, float]:
    """Pressure and softness."""
    from softsell.voice.score import pressure, softness

    return pressure(findings).total, softness(voice(), text, lang).total


def check(text: str, *, lang: str = "", kind: str = "", format: str = "text", project: Project | None = None) -> Report:
    """The report of a text. Offsets count characters of `text`.

    `lang`: en, is, or "" to see it from the text. `kind`: letter, subject, body or button; "" is what the format says
    (a letter for EML, else body). `format`: text, md, html, eml, mjml, json, po or ftl. `project`: settings, as `find` reads
    them. Raises BadRequest for any other lang, kind or format, and for a text over 20 MB.
    """
    _known("lang", lang, ("", *LANGUAGES))
    _known("kind", kind, ("", *KINDS))
    _known("format", format, FORMATS)
    return examined(read("", text, format, kind), lang, kind, project or Project())


def check_file(
    path: Path | str, *, lang: str = "", kind: str = "", format: str = "", project: Project | None = None
) -> Report:
    """The report of a file. `format` "" is what its name says; `project` None is the nearest project file upwards.

    Raises OSError for a file that cannot be read, BadRequest for one over 20 MB, ConfigError for a wrong project file.
    """
    _known("lang", lang, ("", *LANGUAGES))
    _known("kind", kind, ("", *KINDS))
    _known("format", format, ("", *FORMATS))
    path = Path(path)
    settings = find(path.resolve().parent) if project is None else project
    here = inside(settings, path)
    kind = kind or kind_for(settings, here)
    return examined(read_file(path, format, kind), lang, kind, settings, here)


def _known(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise BadRequest(f"{value!r} is none of {', '.join(one for one in known if one)}", name)
