"""Reports as SARIF 2.1.0 (OASIS, 27 March 2020), as code scanning reads it."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import msgspec

from softsell import __version__
from softsell.copy.examine import Found, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HELP = "https://softsell.example/docs/rules"
_LEVELS = {"block": "error", "warn": "warning", "note": "note"}


def in_sarif(reports: Iterable[Report]) -> str:
    """One SARIF log with one run. Regions have lines, columns (in characters) and character offsets."""
    reports = tuple(reports)
    every = [one for report in reports for one in (*report.findings, *report.allowed)]
    rules: dict[str, Found] = {}
    for one in every:
        rules.setdefault(one.rule, one)
    numbers = {name: number for number, name in enumerate(rules)}
    results = [
        _result(report, one, numbers[one.rule]) for report in reports for one in (*report.findings, *report.allowed)
    ]
    notices = [
        {"level": "warning", "message": {"text": f"{report.name}: {warning}"}}
        for report in reports
        for warning in report.warnings
    ]
    run = {
        "tool": {"driver": _driver(rules)},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(report.name)}} for report in reports],
        "results": results,
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notices}],
    }
    return msgspec.json.encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}).decode("utf-8", "replace")


def _driver(rules: dict[str, Found]) -> dict[str, Any]:
    return {"name": "softsell", "version": __version__, "rules": [_rule(name, one) for name, one in rules.items()]}


def _rule(name: str, one: Found) -> dict[str, Any]:
    softer = f" Softer: {one.suggestion}" if one.suggestion else ""
    return {
        "id": name,
        "shortDescription": {"text": one.why},
        "fullDescription": {"text": f"{one.why} Source: {one.source}"},
        "helpUri": f"{HELP}#rule-{quote(name)}",
        "help": {"text": f"{one.why}{softer} Source: {one.source}"},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
        "properties": {"tags": ["pressure", one.category]},
    }


def _result(report: Report, one: Found, number: int) -> dict[str, Any]:
    region = {
        "startLine": one.line,
        "startColumn": one.column,
        "endLine": one.end_line,
        "endColumn": one.end_column,
        "charOffset": one.start,
        "charLength": one.end - one.start,
    }
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(report.name)}, "region": region}}
    if one.where:
        place["logicalLocations"] = [{"fullyQualifiedName": one.where}]
    softer = f" Softer: {one.suggestion}" if one.suggestion else ""
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": number,
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.text!r}: {one.why}{softer}"},
        "locations": [place],
    }
    if one.allowed:
        result["suppressions"] = [{"kind": "inSource", "justification": one.allowed}]
    return result


def _uri(name: str) -> str:
    """A file's name as a relative reference, or as the address of an absolute path."""
    if name == "-":
        return "stdin"
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
