"""Fluent files: every pattern of messages, terms and attributes, with its placeables as evidence-bound slots.

Rules
1. A placeable counts as a number that is filled from evidence; words inside one (a string literal) are words.
2. Every variant of a selector is read within its sentence, one selector at a time.
3. `# softsell: allow RULE -- reason` speaks for the message below it.
4. What does not parse is told in a warning and read as plain text.
"""

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from softsell.copy.catalogue import kind_of, language_of
from softsell.copy.document import Document, Note, Piece, joined, literal
from softsell.copy.pages import rich

MOST_VARIANTS = 40  # of one pattern that are read within their sentence
_NOTE = re.compile(r"^#{1,3} (.*)$", re.MULTILINE)
Bound = tuple[str, int, int, bool]  # a part, and whether it is filled from evidence


def fluent(name: str, source: str) -> Document:
    """A .ftl file."""
    from fluent.syntax import FluentParser

    lang, warnings, pieces = language_of(name), list[str](), list[Piece]()
    spans: list[tuple[int, int]] = []
    # The parser normalises line ends; with them its places would not be the file's.
    resource: Any = FluentParser(with_spans=True).parse(source.replace("\r\n", " \n"))
    for entry in resource.body:
        match type(entry).__name__:
            case "Message" | "Term":
                spans.append((entry.span.start, entry.span.end))
                for key, pattern in ((entry.id.name, entry.value), *((a.id.name, a.value) for a in entry.attributes)):
                    where = entry.id.name if pattern is entry.value else f"{entry.id.name}.{key}"
                    for parts in _readings(pattern, source) if pattern else ():
                        pieces += _pieces(parts, kind_of([key]), lang, where)
            case "Junk":
                if not warnings:
                    line = source.count("\n", 0, entry.span.start) + 1
                    warnings.append(f"line {line}: this is no Fluent; it was read as plain text")
                text = source[entry.span.start : entry.span.end]
                pieces.append(literal(text, entry.span.start, lang=lang))
    notes = tuple(
        Note(found[1], *found.span(), _next(spans, found.end(), len(source))) for found in _NOTE.finditer(source)
    )
    return Document(
        name=name,
        format="ftl",
        source=source,
        pieces=tuple(pieces),
        notes=notes,
        warnings=tuple(warnings),
        lang=lang,
    )


def _next(spans: list[tuple[int, int]], at: int, size: int) -> tuple[int, int]:
    """The span of the message that ends first after a position; the comment belongs to it."""
    from bisect import bisect_right

    following = bisect_right(spans, at, key=lambda span: span[1])
    return (at, spans[following][1]) if following < len(spans) else (at, size)


def _pieces(parts: list[Bound], kind: str, lang: str, where: str) -> Iterator[Piece]:
    whole = joined([part[:3] for part in parts], kind, lang, where)
    claims: list[tuple[int, int]] = []
    at = 0
    for text, _, _, bound in parts:
        if bound:
            claims.append((at, at + len(text)))
        at += len(text)
    if any(map(str.isalpha, whole.text)):
        yield from rich(replace(whole, claims=tuple(claims)))


def _readings(pattern: Any, source: str) -> Iterator[list[Bound]]:
    """The pattern with the default of every selector, and once more for each other variant."""
    yield _parts(pattern, source, None)
    others = list(_others(pattern))
    for number, (holder, variant) in enumerate(others):
        if number < MOST_VARIANTS:
            yield _parts(pattern, source, (holder, variant))
        else:
            yield _parts(variant.value, source, None)


def _others(pattern: Any) -> Iterator[tuple[Any, Any]]:
    """(selector, variant) of every variant that is not the default one, also inside variants."""
    for element in pattern.elements:
        expression: Any = getattr(element, "expression", None)
        for variant in getattr(expression, "variants", ()):
            if not variant.default:
                yield expression, variant
            yield from _others(variant.value)


def _parts(pattern: Any, source: str, chosen: tuple[Any, Any] | None) -> list[Bound]:
    found: list[Bound] = []
    for element in pattern.elements:
        start, end = element.span.start, element.span.end
        expression: Any = getattr(element, "expression", None)
        match type(element).__name__, type(expression).__name__:
            case "TextElement", _:
                found.append((source[start:end], start, end, False))
            case _, "SelectExpression":
                default = next(variant for variant in expression.variants if variant.default)
                taken = chosen[1] if chosen and chosen[0] is expression else default
                found += _parts(taken.value, source, chosen)
            case _, "StringLiteral":
                said = expression.span
                text = source[said.start + 1 : said.end - 1]
                found.append((text, said.start + 1, said.end - 1, False))
            case _:
                found.append((source[start:end], start, end, True))
    return found
