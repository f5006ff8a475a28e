"""A finding of the lint, and what findings come to."""

from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct, structs

RANK = {"block": 0, "warn": 1, "note": 2}


class Finding(Struct, frozen=True):
    """What is wrong, where in the text, why, who says so, and what would be softer."""

    rule: str
    category: str
    severity: str
    start: int
    end: int
    text: str
    why: str
    source: str
    suggestion: str


class Graded(Protocol):
    """Whatever has a severity."""

    @property
    def severity(self) -> str: ...


def blocking(findings: tuple[Finding, ...]) -> Finding | None:
    """The first finding that forbids the text, or None."""
    return next((finding for finding in findings if finding.severity == "block"), None)


def worst(findings: Iterable[Graded]) -> str:
    """The gravest severity among the findings, "" for none."""
    return min((finding.severity for finding in findings), key=RANK.__getitem__, default="")


def verdict(findings: Iterable[Graded]) -> str:
    """ "block", "warn", or "ok"; a note does not count against a text."""
    gravest = worst(findings)
    return gravest if gravest in ("block", "warn") else "ok"


def milder(finding: Finding, most: str) -> Finding:
    """The finding with a severity of at most `most`."""
    return structs.replace(finding, severity=max(finding.severity, most, key=RANK.__getitem__))
