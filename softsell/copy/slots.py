"""Placeholders of templates: not words of their own, but places that are filled from evidence.

Rules
1. A text keeps its length: a placeholder becomes zeros, so that it reads as a number, and its span is a claim.
2. What only steers a template (`{% if %}`, `{{#each}}`, `*|END:IF|*`) becomes blanks.
3. Words between quotation marks inside a placeholder are words, and so are the branches of an ICU plural or select.
4. Every quantifier is bounded: linear in the text.
"""

import re

from softsell.copy.document import Span

_STEERS = (
    r"\{%(?:[^%{]|%(?!\})|\{(?!%)){0,300}%\}",
    r"\{#(?:[^#{]|#(?!\})|\{(?!#)){0,300}#\}",
    r"\{\{[~-]?\s*(?:[#/^!>]|else\b|end\b|if\b|range\b|with\b)[^{}]{0,300}+\}\}",
    r"<%(?!=)(?:[^%<]|%(?!>)|<(?!%)){0,300}%>",
    r"\*\|(?:IF|IFNOT|ELSEIF|ELSE|END|INTERESTED)\b[^|]{0,100}+\|\*",
    r"</?[0-9]{1,3}\s?/?>",
)
_SLOTS = (
    r"\{\{\{?[^{}]{0,300}+\}\}\}?",
    r"<%=(?:[^%<]|%(?!>)|<(?!%)){0,300}%>",
    r"[$%#]\{[^{}\n]{1,100}+\}",
    r"\{\s*[$@]?[\w.\-\[\]]{1,80}+\s*(?:,\s*(?:number|date|time|list|duration|ordinal|spellout)\b[^{}]{0,80}+|[:!|][^{}\s]{0,40}+)?\}",
    r"\*\|[\w:.\-]{1,80}+\|\*",
    r"\[\[\s*[\w.\-]{1,60}+\s*\]\]",
    r"%%\w{1,60}+%%",
    r"%\(\w{1,60}+\)[-+ #0]?\d{0,3}(?:\.\d{1,3})?[sdifrgxu]",
    r"%(?:\d{1,2}\$)?[-+0#]?\d{0,3}(?:\.\d{1,3})?[sdif@u](?!\w)",
)
PLACEHOLDER = re.compile(f"(?P<steers>{'|'.join(_STEERS)})|(?P<slot>{'|'.join(_SLOTS)})", re.DOTALL)
_SAID = re.compile(r"\"[^\"]{0,200}?[^\W\d_]\s[^\"]{0,200}?\"|'[^']{0,200}?[^\W\d_]\s[^']{0,200}?'")
_ICU = re.compile(r"\{\s*[\w.]{1,80}+\s*,\s*(?:plural|selectordinal|select)\s*,(?:\s*offset:\d{1,6})?")
_ICU_PART = re.compile(_ICU.pattern + r"|(?:=\d{1,9}|[A-Za-z_]{1,40}+)\s*\{|\}|#")


def masked(text: str, claims: tuple[Span, ...] = ()) -> tuple[str, tuple[Span, ...]]:
    """The text without its placeholders, and the claims with their spans."""
    if "{" in text or "%" in text or "|" in text or "[[" in text or "<" in text:
        claims += tuple(found.span() for found in PLACEHOLDER.finditer(text) if found["slot"])
        text = PLACEHOLDER.sub(_mask, text)
        if _ICU.search(text):
            claims += tuple(found.span() for found in _ICU_PART.finditer(text) if found[0] == "#")
            text = _ICU_PART.sub(_branch, text)
    return text, tuple(sorted(claims))


def zeros(text: str, spans: tuple[Span, ...]) -> str:
    """The text with zeros for what stands in the spans, for slots that their reader knows."""
    for start, end in spans:
        text = text[:start] + "0" * (end - start) + text[end:]
    return text


def _mask(found: re.Match[str]) -> str:
    if found["steers"]:
        return " " * len(found[0])
    words, done = found[0], 0
    out: list[str] = []
    for said in _SAID.finditer(words):
        out += "0" * (said.start() - done), said[0]
        done = said.end()
    return "".join((*out, "0" * (len(words) - done)))


def _branch(found: re.Match[str]) -> str:
    """Every branch of an ICU message is a sentence of its own."""
    return "0" if found[0] == "#" else " " * (len(found[0]) - 1) + "."
