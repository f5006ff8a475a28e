"""A text as an editor shows it: underlines, reasons, softer wordings and allowances in the words of LSP.

Rules
1. Lines are counted here, as the protocol counts them: a form feed ends none. Columns are in the units that were agreed on.
2. JSON is read where the project would read it in a folder: catalogues, no settings and no data.
3. A project file that is wrong is itself underlined, at the first line; the text is then read without one.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types as lsp
from msgspec import Struct
from pygls.uris import to_fs_path

from softsell.copy import api, editing, project
from softsell.copy.document import Document
from softsell.copy.examine import Found, Report
from softsell.copy.project import NAME, Project
from softsell.copy.read import SUFFIXES, read
from softsell.copy.report import short
from softsell.copy.sarif import HELP
from softsell.errors import SoftsellError

LONGEST = 500_000  # characters of a text in which every change is tried
IDS = {
    "plaintext": "text", "text": "text", "markdown": "md", "mdx": "md", "html": "html", "xhtml": "html", "handlebars": "html",
    "liquid": "html", "twig": "html", "jinja": "html", "jinja-html": "html", "mjml": "mjml", "eml": "eml", "email": "eml",
    "json": "json", "arb": "json", "po": "po", "gettext": "po", "fluent": "ftl", "ftl": "ftl",
}  # fmt: skip
_SEVERITY = {
    "block": lsp.DiagnosticSeverity.Error,
    "warn": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}
_HALF = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"\r\n|\n|\r")


class Lines(Struct, frozen=True):
    """Where the lines of a text begin, and in what units its columns are counted."""

    text: str
    starts: tuple[int, ...]
    units: str = "utf-16"

    def position(self, at: int) -> lsp.Position:
        """A position in characters as the editor counts it."""
        line = bisect_right(self.starts, at) - 1
        return lsp.Position(line, self._size(self.text[self.starts[line] : at]))

    def range(self, start: int, end: int) -> lsp.Range:
        return lsp.Range(self.position(start), self.position(end))

    def offset(self, position: lsp.Position) -> int:
        """A position of the editor in characters; behind the end of a line or the text is at it."""
        if position.line >= len(self.starts):
            return len(self.text)
        start = self.starts[position.line]
        end = self.starts[position.line + 1] if position.line + 1 < len(self.starts) else len(self.text)
        left = position.character
        for at in range(start, end):
            if left <= 0 or self.text[at] in "\r\n":
                return at
            left -= self._size(self.text[at])
        return end

    def _size(self, text: str) -> int:
        match self.units:
            case "utf-8":
                return len(text.encode())
            case "utf-32":
                return len(text)
            case _:
                return editing.utf16(text, len(text))


class Seen(Struct, frozen=True):
    """A text as it was read: in which version, with which settings, and what was found."""

    version: int | None
    document: Document
    report: Report
    lines: Lines
    settings: Project
    path: str
    trouble: str = ""

    @property
    def kind(self) -> str:
        """What the project says that its words are."""
        return project.kind_for(self.settings, self.path)

    def again(self, text: str) -> Document:
        """The document of another text of the same file."""
        return read(self.document.name, text, self.document.format, self.kind)


def lines(text: str, units: str = "utf-16") -> Lines:
    """The lines of a text, as the protocol counts them."""
    return Lines(text, (0, *(found.end() for found in _LINE.finditer(text))), units)


def format_of(name: str, language: str) -> str:
    """The format of a text by the name of its file, else by the editor's word for its language; "" for none of ours."""
    said = SUFFIXES.get(name.rpartition(".")[2].lower(), "") if "." in name else ""
    return said or IDS.get(language.lower(), "")


def look(uri: str, language: str, text: str, version: int | None, units: str) -> Seen | None:
    """What is found in a text; None for one that is not ours to read."""
    path = (
        Path(to_fs_path(uri) or "untitled") if uri.startswith("file:") else Path(uri.rpartition("/")[2] or "untitled")
    )
    format = format_of(path.name, language)
    if not format:
        return None
    text = _HALF.sub("\ufffd", text)
    settings, trouble = Project(), ""
    try:
        settings = project.find(path.parent) if path.is_absolute() else settings
        here = project.inside(settings, path)
        if project.excluded(settings, here) or (format == "json" and not project.wanted(settings, here)):
            return None
        kind = project.kind_for(settings, here)
        document = read(path.name, text, format, kind)
        report = api.examined(document, "", kind, settings, here)
    except (SoftsellError, OSError) as error:
        trouble, settings, here = str(error), Project(), path.name
        document = read(path.name, text[:LONGEST], format)
        report = api.examined(document, "", "", settings, here)
    return Seen(version, document, report, lines(text, units), settings, here, trouble)


def diagnostics(seen: Seen) -> list[lsp.Diagnostic]:
    """What an editor underlines."""
    found = [_diagnostic(seen, one) for one in seen.report.findings]
    if seen.trouble:
        place = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        found.append(lsp.Diagnostic(place, seen.trouble, lsp.DiagnosticSeverity.Error, "project", source="softsell"))
    return found


def _diagnostic(seen: Seen, one: Found) -> lsp.Diagnostic:
    softer = f"\nSofter: {one.suggestion}" if one.suggestion else ""
    return lsp.Diagnostic(
        range=seen.lines.range(one.start, one.end),
        message=f"{one.why}{softer}",
        severity=_SEVERITY[one.severity],
        code=one.rule,
        code_description=lsp.CodeDescription(f"{HELP}#rule-{one.rule}"),
        source="softsell",
    )


def actions(seen: Seen, uri: str, place: lsp.Range) -> list[lsp.CodeAction]:
    """The softer wording of the sentences in a range, once each, and the comments that allow what was found there."""
    start, end = seen.lines.offset(place.start), seen.lines.offset(place.end)
    here = [one for one in seen.report.findings if one.start <= end and start <= one.end]
    if not here or len(seen.document.source) > LONGEST:
        return []
    offered: list[lsp.CodeAction] = []
    made = softer(seen)

    def reports(text: str) -> tuple[Document, Report]:
        document = seen.again(text)
        return document, api.examined(document, "", seen.kind, seen.settings, seen.path)

    for change in dict.fromkeys(editing.change_of(made, one) for one in here):
        if change is not None:
            ones = [one for one in seen.report.findings if change.start <= one.start and one.end <= change.end]
            title = f"Softer: {short(change.new)}" if change.new.strip() else "Leave this sentence out"
            offered.append(_action(seen, uri, title, change, ones, preferred=True))
    for one in {one.rule: one for one in reversed(here)}.values():
        allow = editing.allowance(reports, seen.document.source, one)
        if allow is not None:
            offered.append(_action(seen, uri, f"Allow {one.rule} here, with a reason", allow, [one], preferred=False))
    return offered


def softer(seen: Seen) -> tuple[editing.Change, ...]:
    """The softer sentences of a text."""
    settings = None if seen.trouble else seen.settings
    return editing.changes(seen.document, seen.again, api.voice(), "", seen.kind, settings, seen.path)


def _action(
    seen: Seen, uri: str, title: str, made: editing.Change, ones: Sequence[Found], *, preferred: bool
) -> lsp.CodeAction:
    edit = lsp.TextEdit(seen.lines.range(made.start, made.end), made.new)
    return lsp.CodeAction(
        title=title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[_diagnostic(seen, one) for one in ones],
        is_preferred=preferred,
        edit=lsp.WorkspaceEdit(changes={uri: [edit]}),
    )


def hover(seen: Seen, position: lsp.Position) -> lsp.Hover | None:
    """Why the words under the pointer press, who says so, and what would be softer."""
    at = seen.lines.offset(position)
    here = [one for one in seen.report.findings if one.start <= at < max(one.end, one.start + 1)]
    if not here:
        return None
    told = []
    for one in here:
        parts = [f"**{one.rule}** ({one.severity}): {one.why}"]
        parts += [f"Softer: {one.suggestion}"] if one.suggestion else []
        parts += [f"Source: {one.source}"] if one.source else []
        told.append("\n\n".join(parts))
    words = lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n---\n\n".join(told))
    return lsp.Hover(words, seen.lines.range(min(one.start for one in here), max(one.end for one in here)))


def refresh(uri: str, stamps: dict[Path, tuple[int, ...]]) -> None:
    """Forget the settings that were read when a project file from this text upwards has changed since."""
    folder = Path(to_fs_path(uri) or ".").parent if uri.startswith("file:") else Path.cwd()
    found = []
    for place in (folder, *folder.parents):
        for name in (NAME, "pyproject.toml"):
            try:
                found.append((place / name).stat().st_mtime_ns)
            except OSError:
                found.append(0)
    if stamps.get(folder) != tuple(found):
        project.forget()
        stamps[folder] = tuple(found)
