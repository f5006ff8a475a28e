"""What old mail clients ask of a letter's markup, as rules of our own over its elements and style declarations.

Word lays out the letters of Outlook on Windows: it knows tables, cells and paragraphs, and little of CSS. Gmail drops a
style element it does not understand, and in some of its doors all of them, with `html` and `body`; so everything that
matters stands on the elements.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec import Struct

VOID = {"br", "meta", "o:pixelsperinch"} - {"o:pixelsperinch"}
TAGS = {"html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "p", "a", "span", "br"}
LAID_OUT = {"body", "table", "td", "p", "a", "span"}  # what may carry a style
PROPERTIES = {
    "background-color", "border", "border-bottom", "border-collapse", "border-left", "border-radius", "border-top", "color",
    "display", "font-family", "font-size", "font-weight", "height", "line-height", "margin", "max-width",
    "mso-line-height-rule", "mso-padding-alt", "mso-table-lspace", "mso-table-rspace", "padding", "text-align",
    "text-decoration", "text-decoration-color", "text-underline-offset", "width", "word-break",
}  # fmt: skip
SMALLEST = 14  # pixels
STYLE_LIMIT = 8_192  # characters of one style element that Gmail still reads
_CONDITION = re.compile(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", re.S)


class Element(Struct):
    """An element as it stands: its attributes, style declarations in order, and its own text."""

    tag: str
    attributes: dict[str, str]
    style: dict[str, str]
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.open: list[Element] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) != len(attrs):
            self.wrong.append(f"{tag}: an attribute twice")
        style = dict(pair.partition(":")[::2] for pair in given.get("style", "").split(";") if pair)
        self.found.append(Element(tag, given, style))
        if tag not in VOID:
            self.open.append(self.found[-1])

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop().tag != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data


def elements(html: str) -> tuple[list[Element], list[str]]:
    """Every element in order, and what is wrong with their nesting."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found, reader.wrong + [f"<{one.tag}> is never closed" for one in reader.open]


def faults(html: str) -> list[str]:
    """All that old clients would stumble over; empty for a sound letter."""
    found, wrong = elements(html)
    for one in found:
        wrong += [f"<{one.tag} class={one.attributes.get('class', '')!r}>: {what}" for what in _of(one)]
    # What only Word sees has to nest as well: its own tables around ours.
    wrong += elements(_CONDITION.sub(r"\1", html))[1]
    if html.count("<!--[if mso]>") != len(_CONDITION.findall(html)):
        wrong.append("a condition for Word is not closed")
    return wrong + list(_of_styles(html))


def _of(one: Element) -> Iterator[str]:
    tag, has, style = one.tag, one.attributes, one.style
    if tag not in TAGS:
        yield "no element that every client knows"
    if any(name.startswith("on") or name in ("id", "src", "background") for name in has):
        yield "an attribute that runs, names or fetches"
    if style and tag not in LAID_OUT:
        yield "a style where none counts"
    if strange := set(style) - PROPERTIES:
        yield f"Word may not know {sorted(strange)}"
    if "margin" in style and tag not in ("p", "body"):
        yield "a margin that Word does not keep"
    if "padding" in style and tag == "p":
        yield "a padding that Word does not keep"
    if "background-color" in style and has.get("bgcolor") != style["background-color"]:
        yield "a ground without its attribute"
    for name in {"width", "height"} & set(style):
        if has.get(name) != style[name].removesuffix("px"):
            yield f"a {name} without its attribute"
    if "line-height" in style:
        names = list(style)
        if style.get("mso-line-height-rule") != "exactly" or names.index("mso-line-height-rule") > names.index(
            "line-height"
        ):
            yield "a line height that Word may stretch"
    if tag == "table" and (has.get("role"), has.get("cellpadding"), has.get("cellspacing"), has.get("border")) != (
        "presentation", "0", "0", "0",
    ):  # fmt: skip
        yield "a table that is not plainly layout"
    if tag == "td" and "padding" not in style and "mso-padding-alt" not in style and one.text.strip():
        yield "words in a cell without room around them"
    yield from _of_words(one)


def _of_words(one: Element) -> Iterator[str]:
    style, spacer = one.style, "aria-hidden" in one.attributes
    if spacer and (one.text.strip() or one.tag != "td"):
        yield "hidden from a screen reader, but not empty"
    if re.search(r"none|inline-flex|flex|grid", style.get("display", "")):
        yield "hidden or laid out by what Word does not know"
    size = style.get("font-size", "")
    if size and not spacer and float(size.removesuffix("px")) < SMALLEST:
        yield f"words of {size}"
    if one.tag in ("p", "a") and not one.text.strip() and "style" in one.attributes and one.tag == "a":
        yield "a link without words"
    if one.tag == "a" and not re.match("https?://", one.attributes.get("href", "")):
        yield "a link that leads nowhere"
    if one.tag == "a" and "color" not in style:
        yield "a link in the client's own colour"


def _of_styles(html: str) -> Iterator[str]:
    blocks = re.findall(r"<style>(.*?)</style>", _CONDITION.sub("", html), re.S)
    for number, block in enumerate(blocks):
        if len(block) > STYLE_LIMIT:
            yield f"style {number}: longer than Gmail reads"
        if block.count("{") != block.count("}") or "<" in block:
            yield f"style {number}: does not parse"
        if re.search(r"url\(|@import|@font-face|position|float|flex|grid|expression", block):
            yield f"style {number}: fetches or lays out"
    if not blocks or re.search(r"\[|:root|:not|:focus", blocks[0]):
        yield "the first style holds what Gmail drops a whole style for"
