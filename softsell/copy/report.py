"""Reports as people and machines read them: text, JSON, and annotations of GitHub; SARIF has its own module."""

from collections.abc import Iterable
from typing import Any

import msgspec

from softsell.copy.examine import Found, Report

VERSION = 1
_COLOURS = {"block": "31", "warn": "33", "note": "36", "ok": "32"}
_LEVELS = {"block": "error", "warn": "warning", "note": "notice"}
MOST_WORDS = 80  # characters of the words that are shown


def in_words(report: Report, *, colour: bool = False, show_allowed: bool = False, quiet: bool = False) -> str:
    """The report of one file for people; "" for nothing to say."""
    lines: list[str] = []
    for one in report.findings:
        if not quiet or one.severity == "block":
            lines += _lines(report.name, one, colour)
    for one in report.allowed if show_allowed else ():
        lines.append(f"{_place(report.name, one)}: allowed: {_quoted(one.text)}: {one.allowed} ({one.rule})")
    if not lines and not quiet:
        lines.append(f"{report.name}: {_painted('ok', 'ok', colour)}")
    return "\n".join(lines)


def _lines(name: str, one: Found, colour: bool) -> list[str]:
    where = f" in {one.where}" if one.where else ""
    head = _painted(one.severity, one.severity, colour)
    lines = [f"{_place(name, one)}: {head}: {_quoted(one.text)}{where}: {one.why} ({one.rule})"]
    if one.suggestion:
        lines.append(f"    softer: {one.suggestion}")
    if one.source:
        lines.append(f"    source: {one.source}")
    return lines


def _place(name: str, one: Found) -> str:
    return f"{name}:{one.line}:{one.column}"


def _painted(text: str, severity: str, colour: bool) -> str:
    return f"\x1b[{_COLOURS[severity]}m{text}\x1b[0m" if colour else text


def _quoted(words: str) -> str:
    return repr(short("".join(letter if letter.isprintable() else " " for letter in words)))


def short(words: str) -> str:
    """Words in one line, cut where there are too many to show."""
    words = " ".join(words.split())
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"


def summary(reports: Iterable[Report], show_allowed: bool = False) -> str:
    """One line over all files; "" when there was one file and nothing in it."""
    reports = tuple(reports)
    count = counts(reports)
    if len(reports) < 2 and not (count["block"] + count["warn"] + count["note"] + count["allowed"]):
        return ""
    files = f"{len(reports)} {'file' if len(reports) == 1 else 'files'}"
    found = f"{count['block']} to change, {count['warn']} to look at, {count['note']} to know"
    hint = "" if show_allowed else " (--show-allowed shows them)"
    return f"{files}: {found}" + (f", {count['allowed']} allowed{hint}" if count["allowed"] else "")


def counts(reports: Iterable[Report]) -> dict[str, int]:
    """How many findings of each severity, and how many that are allowed."""
    found = {"block": 0, "warn": 0, "note": 0, "allowed": 0}
    for report in reports:
        for one in report.findings:
            found[one.severity] += 1
        found["allowed"] += len(report.allowed)
    return found


def in_json(report: Report) -> str:
    """One line of JSON for one file; docs/lint.md explains every field."""
    value: dict[str, Any] = {"version": VERSION, "file": report.name, "verdict": report.verdict}
    value |= {"pressure": report.pressure, "softness": report.softness}
    value |= {"findings": report.findings, "allowed": report.allowed, "warnings": report.warnings}
    return msgspec.json.encode(value).decode("utf-8", "replace")


def in_annotations(report: Report) -> str:
    """GitHub's workflow commands, one line for each finding."""
    return "\n".join(_annotation(report.name, one) for one in report.findings)


def _annotation(name: str, one: Found) -> str:
    one_line = one.line == one.end_line
    places = {
        "file": name,
        "line": str(one.line),
        "endLine": str(one.end_line),
        "col": str(one.column) if one_line else "",  # GitHub takes columns only within one line
        "endColumn": str(one.end_column) if one_line else "",
        "title": f"softsell: {one.rule}",
    }
    told = ",".join(f"{key}={_property(value)}" for key, value in places.items() if value)
    softer = f"\nSofter: {one.suggestion}" if one.suggestion else ""
    return f"::{_LEVELS[one.severity]} {told}::{_data(f'{_quoted(one.text)}: {one.why}{softer}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def fails(reports: Iterable[Report], fail_on: str, most_warnings: int | None) -> bool:
    """Whether the findings are such that a build must fail."""
    count = counts(reports)
    if count["block"] or (fail_on == "warn" and count["warn"]):
        return True
    return most_warnings is not None and count["warn"] > most_warnings
