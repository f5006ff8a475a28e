"""One text per line of JSON in, one verdict per line out: for benchmarks, pipelines and other programs.

Rules
1. Every line is answered at once, in order, and flushed; a line that cannot be read is answered with its error.
2. A letter begins with its `Subject:` line; offsets always count in the text as given.
3. A claim is evidence when it lies in the text, has a source and a time, and is not out of date: not when it was made,
   and not `now`, where a time is given.
"""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from softsell.copy.document import Span, literal
from softsell.copy.examine import Report, Score, examine, unscored
from softsell.copy.language import detect
from softsell.copy.plain import letter, plain
from softsell.voice import LANGUAGES

if TYPE_CHECKING:
    from softsell.voice.lint import HasRules

_HALF = re.compile("[\ud800-\udfff]")
MOST = 2_000_000  # characters of a text


class Claim(Struct, frozen=True):
    """Words that are filled from evidence: where they stand, what says so, since when and until when."""

    start: int
    end: int
    source: str = ""
    as_of: str = ""
    valid_until: str = ""


class Line(Struct, frozen=True):
    """What a line asks."""

    text: str
    id: Any = None
    lang: str | None = ""
    kind: Literal["subject", "body", "button", "letter"] = "body"
    claims: tuple[Claim, ...] | None = ()


def answer_lines(
    lines: Iterable[bytes], voice: "HasRules", out: Callable[[bytes], None], score: Score = unscored, now: str = ""
) -> tuple[bool, bool]:
    """Answer every line through `out`; whether any text was blocked, and whether any line could not be read."""
    blocked = wrong = False
    decoder = msgspec.json.Decoder(Line)
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            line = _decoded(raw, decoder)
            if len(line.text) > MOST:
                raise msgspec.ValidationError(f"a text has at most {MOST} characters - at `$.text`")
        except (ValueError, RecursionError) as error:
            wrong = True
            out(msgspec.json.encode({"id": _id(raw), "error": f"line {number}: {error}"}) + b"\n")
            continue
        report = answer(line, voice, score, now)
        blocked |= report.verdict == "block"
        out(_encoded(line.id, report))
    return blocked, wrong


def answer(line: Line, voice: "HasRules", score: Score = unscored, now: str = "") -> Report:
    """The report of one line."""
    lang = line.lang if line.lang in LANGUAGES else detect(line.text)
    if line.kind == "letter":
        document = letter("", line.text)
    else:
        document = msgspec.structs.replace(plain("", line.text), pieces=(literal(line.text),) if line.text else ())
    claims = evidence(line.claims or (), len(line.text), now)
    return examine(document, voice, lang=lang or "", kind=line.kind, claims=claims, score=score)


def evidence(claims: Iterable[Claim], size: int, now: str = "") -> tuple[Span, ...]:
    """The spans of the claims that count at a time (ISO 8601; "" asks no clock)."""
    return tuple(
        (claim.start, claim.end)
        for claim in claims
        if 0 <= claim.start < claim.end <= size
        and claim.source.strip()
        and (claim.as_of or claim.valid_until)
        and not _past(claim.valid_until, claim.as_of)
        and not _past(claim.valid_until, now)
    )


def _past(until: str, at: str) -> bool:
    """Whether a day or time is over at another, as far as both are told: a day lasts until its end."""
    return bool(until and at) and until < at[: len(until)]


def _decoded(raw: bytes, decoder: "msgspec.json.Decoder[Line]") -> Line:
    """The line; half a surrogate pair, which only some writers let through, becomes a mark of its own length."""
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError as error:
        value = _lenient(raw)
        if not isinstance(value, dict):
            raise error
        return msgspec.convert({k: _HALF.sub("\ufffd", v) if isinstance(v, str) else v for k, v in value.items()}, Line)


def _lenient(raw: bytes) -> Any:
    from json import loads

    try:
        return loads(raw) if rb"\u" in raw else None
    except (ValueError, RecursionError):
        return None


def _id(raw: bytes) -> Any:
    try:
        value = msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return None
    return value.get("id") if isinstance(value, dict) else None


def _encoded(id: Any, report: Report) -> bytes:
    findings = [
        {
            "rule": one.rule,
            "category": one.category,
            "severity": one.severity,
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "why": one.why,
            "source": one.source,
            "suggestion": one.suggestion,
        }
        for one in report.findings
    ]
    value = {"id": id, "verdict": report.verdict, "pressure": report.pressure, "softness": report.softness}
    return msgspec.json.encode({**value, "findings": findings}) + b"\n"
