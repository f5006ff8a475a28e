"""The lint for other programs: POST a text to /api/lint, get its report as JSON, and a softer text when it is asked for.

Rules
1. It opens as every door for programs does (`keyed`).
2. A browser gives the cookie of the desk under /desk only, so the same door is at /desk/api/lint.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace
from starlette.routing import Route

from softsell.copy import api, read, report
from softsell.copy.document import Document, bound
from softsell.copy.examine import Report, examine
from softsell.copy.jsonl import Claim, evidence
from softsell.copy.rewrite import rewrite
from softsell.voice import score
from softsell.voice.lint import Finding, HasRules
from softsell.voice.score import Score
from softsell.web import keyed
from softsell.web.keyed import BURST, Refused
from softsell.worker import Runtime

MOST_TEXTS = 100
PATHS = ("/api/lint", "/desk/api/lint")


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """One text; what it does not say the whole request says."""

    text: str
    lang: Literal["", "en", "is"] | None = None
    kind: Literal["", "letter", "subject", "body", "button"] | None = None
    format: Literal["text", "md", "html", "eml", "mjml", "json", "po", "ftl"] | None = None
    claims: tuple[Claim, ...] = ()
    soften: bool | None = None


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a request: a text, or several."""

    text: str | None = None
    texts: tuple[str | Text, ...] | None = None
    lang: Literal["", "en", "is"] = ""
    kind: Literal["", "letter", "subject", "body", "button"] = ""
    format: Literal["text", "md", "html", "eml", "mjml", "json", "po", "ftl"] = "text"
    claims: tuple[Claim, ...] = ()
    soften: bool = False


class Weighed(Struct, frozen=True):
    """A text that was read: its document, its report, and both scores with their parts."""

    document: Document
    report: Report
    pressure: Score
    softness: Score


def weigh(
    voice: HasRules, text: str, lang: str = "", kind: str = "", format: str = "text", claims: tuple[Claim, ...] = ()
) -> Weighed:
    """What the lint says of a text, with what its scores are made of."""
    document = read.read("", text, format, kind)
    if spans := evidence(claims, len(text), datetime.now(UTC).isoformat()):
        document = replace(document, pieces=tuple(bound(piece, spans) for piece in document.pieces))
    checks = api.checks() if document.page or document.mail or document.notes else None
    scores = [Score(0.0, {}), Score(0.0, {})]

    def both(words: str, seen_lang: str, findings: tuple[Finding, ...]) -> tuple[float, float]:
        scores[:] = [score.pressure(findings), score.softness(voice, words, seen_lang)]
        return scores[0].total, scores[1].total

    found = examine(document, voice, lang=lang, kind=kind, checks=checks, score=both)
    return Weighed(document, found, *scores)


def softened(voice: HasRules, weighed: Weighed, lang: str, kind: str) -> str:
    """The text as it could be said, in its format."""
    document = weighed.document

    def again(text: str) -> Document:
        return read.read("", text, document.format, kind)

    return rewrite(document, again, voice, lang, kind).text


def answer(voice: HasRules, asked: Asked) -> dict[str, Any]:
    """The report that is asked for, or the reports in their order."""
    if asked.text is not None:
        return _report(voice, asked, Text(asked.text, claims=asked.claims))
    given = (Text(one) if isinstance(one, str) else one for one in asked.texts or ())
    return {"reports": [_report(voice, asked, one) for one in given]}


def _report(voice: HasRules, asked: Asked, one: Text) -> dict[str, Any]:
    lang = asked.lang if one.lang is None else one.lang
    kind = asked.kind if one.kind is None else one.kind
    weighed = weigh(voice, one.text, lang, kind, one.format or asked.format, one.claims)
    told: dict[str, Any] = {"version": report.VERSION, "file": "", "verdict": weighed.report.verdict}
    told |= {"pressure": weighed.pressure.total, "pressure_parts": weighed.pressure.parts}
    told |= {"softness": weighed.softness.total, "softness_parts": weighed.softness.parts}
    told |= {
        "findings": weighed.report.findings,
        "allowed": weighed.report.allowed,
        "warnings": weighed.report.warnings,
    }
    if asked.soften if one.soften is None else one.soften:
        told["softened"] = softened(voice, weighed, lang, kind)
    return told


# -- the door --------------------------------------------------------------------------------------------------------------


def routes(rt: Runtime, clock: Callable[[], float] = time.monotonic) -> list[Route]:
    """The routes of the door. Raises ConfigError for a key that can be guessed or is known to everybody."""
    return keyed.routes(rt, PATHS, lambda octets: answer(rt.desk.voice, _asked(octets)), clock)


def _asked(octets: bytes) -> Asked:
    asked = keyed.read(octets, Asked)
    if (asked.text is None) == (asked.texts is None):
        raise Refused(400, "one of text and texts is required", "text")
    if asked.texts is not None and len(asked.texts) > MOST_TEXTS:
        raise Refused(400, f"at most {MOST_TEXTS} texts are read at once", "texts")
    return asked


__all__ = ["BURST", "PATHS", "Asked", "Weighed", "answer", "routes", "softened", "weigh"]
