"""The lint for other programs: POST a text to /api/lint, get its report as JSON, and a softer text when it is asked for.

Rules
1. It opens for the secret `server.api_key` as a Bearer token, or for somebody at the desk with the token of their forms.
   A write key, which can be read in every browser, opens nothing here.
2. A browser gives the cookie of the desk under /desk only, so the same door is at /desk/api/lint.
3. An error names a field and says why; no other origin may ask, nothing is kept, and no cookie is set.
"""

import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from softsell import store
from softsell.copy import api, read, report
from softsell.copy.document import Document, bound
from softsell.copy.examine import Report, examine
from softsell.copy.jsonl import Claim, evidence
from softsell.copy.rewrite import rewrite
from softsell.errors import ConfigError
from softsell.voice import score
from softsell.voice.lint import Finding, HasRules
from softsell.voice.score import Score
from softsell.web.posts import TooLarge, limited
from softsell.web.rate import Buckets
from softsell.web.session import COOKIE, Sessions
from softsell.worker import Runtime

MOST_BYTES = 200_000
MOST_TEXTS = 100
READ_SECONDS = 20
LEAST_KEY = 20
BURST, SECONDS = 60, 0.5
PATHS = ("/api/lint", "/desk/api/lint")
_HEADERS = {"content-type": "application/json", "cache-control": "no-store"}


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


class Refused(Exception):
    """What is answered instead of a report."""

    def __init__(self, status: int, message: str, field: str = "", **headers: str) -> None:
        super().__init__(message)
        self.status, self.message, self.field, self.headers = status, message, field, headers


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
    key = rt.config.server.api_key
    if key and (len(key) < LEAST_KEY or key == rt.config.shop.write_key):
        raise ConfigError(f"server.api_key: a secret of its own is needed, of at least {LEAST_KEY} characters")
    sessions = Sessions(rt.secret)
    served, failed = Buckets(clock, burst=BURST, seconds=SECONDS), Buckets(clock)

    def who(request: Request) -> str:
        """Who asks; "" for nobody we know."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return "key" if key and hmac.compare_digest(given.strip().encode(), key.encode()) else ""
        session = sessions.read(request.cookies.get(COOKIE, ""))
        if session is None or not sessions.is_token(session, request.headers.get("x-csrf-token", "")):
            return ""
        user = store.settings.user(rt.db, rt.config.shop.id, session.user) if session.user else None
        return f"user {user.name}" if user and session.mark == sessions.mark(user.password_hash) else ""

    async def lint(request: Request) -> Response:
        try:
            name = await run_in_threadpool(who, request)
            caller = request.client.host if request.client else ""
            if wait := served.take(name) if name else failed.take(caller):
                raise Refused(429, "too many requests at once", **{"retry-after": str(wait)})
            if not name:
                said = "a Bearer token, or a session of the desk with its x-csrf-token, is required"
                raise Refused(401, said, "authorization", **{"www-authenticate": "Bearer"})
            asked = _asked(await _body(request))
            told = await run_in_threadpool(answer, rt.desk.voice, asked)
        except Refused as refused:
            error = {"field": refused.field, "message": refused.message}
            body = msgspec.json.encode({"success": False, "error": error})
            return Response(body, status_code=refused.status, headers={**_HEADERS, **refused.headers})
        except ClientDisconnect:
            return Response(status_code=400)
        return Response(msgspec.json.encode(told), headers=_HEADERS)

    return [Route(path, lint, methods=["POST"], name=f"lint:{path}") for path in PATHS]


async def _body(request: Request) -> bytes:
    try:
        return await limited(request, MOST_BYTES, READ_SECONDS)
    except TooLarge as error:
        raise Refused(413, f"the body is larger than {MOST_BYTES // 1000} kB") from error
    except TimeoutError as error:
        raise Refused(408, "the body took too long") from error


def _asked(octets: bytes) -> Asked:
    try:
        asked = msgspec.json.decode(octets, type=Asked)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        raise Refused(400, what, where.strip("`").lstrip(".")) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, f"this is not JSON: {error}", "body") from error
    if (asked.text is None) == (asked.texts is None):
        raise Refused(400, "one of text and texts is required", "text")
    if asked.texts is not None and len(asked.texts) > MOST_TEXTS:
        raise Refused(400, f"at most {MOST_TEXTS} texts are read at once", "texts")
    return asked
