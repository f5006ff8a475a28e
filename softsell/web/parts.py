"""From meanings to the parts of a page: words, prices, reasons and sources, each where the layout needs it.

Rules
1. What the shop's assistant says is read by the lint block by block before it is shown; a block that presses is left out.
2. Only http addresses become links. The checkout's address is not among them here: the page shows it only at a close.
3. A person's own words stand as they are, under that person's name.
"""

import logging
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from softsell.core.shop import Policy
from softsell.values import Fact, Item, Meaning, Money, Suggestion, Text
from softsell.voice import figures, phrases
from softsell.voice.lint import Finding, blocking, lint
from softsell.voice.phrases import Block, Voice

log = logging.getLogger("softsell.web")


class Line(Struct, frozen=True):
    """A line of a cart: what, how many, what one costs ("" when unknown), where to look at it."""

    title: str
    quantity: int = 1
    price: str = ""
    url: str = ""


class Card(Struct, frozen=True):
    """A suggestion with everything that speaks for it, and the one thing that does not."""

    product_id: str
    title: str
    price: str
    url: str
    benefit: str
    reasons: tuple[str, ...]
    drawback: str


class Part(Struct, frozen=True):
    """A piece of a note: `kind` is para, question, items, card, fact, total or person."""

    kind: str
    text: str = ""
    by: str = ""
    lines: tuple[Line, ...] = ()
    card: Card | None = None
    title: str = ""
    url: str = ""
    day: str = ""
    includes: str = ""


def parts(
    voice: Voice, policy: Policy, meanings: tuple[Meaning, ...], lang: str, wording: tuple[int, ...]
) -> tuple[Part, ...]:
    """What is said, each meaning in its wording, ready for a page; nothing of what cannot be said or must not be."""
    found: list[Part] = []
    for meaning, nth in zip(meanings, wording, strict=True):
        match meaning:
            case Meaning(kind="person-said", slots={"text": Text(text=text), "by": Text(text=by)}):
                found.append(Part("person", text.strip(), by=by))
            case Meaning(kind=kind) if kind.startswith("subject-"):
                continue
            case _:
                found += [_part(voice, policy, block, lang) for block in _said(voice, meaning, lang, nth)]
    return tuple(part for part in found if part.kind != "link")


def pressing(voice: Voice, meanings: tuple[Meaning, ...], lang: str) -> Finding | None:
    """The first finding that keeps a block of these from being shown, or None."""
    return next((f for m in meanings for _, f in _read(voice, m, lang, 0) if f is not None), None)


def _said(voice: Voice, meaning: Meaning, lang: str, wording: int) -> list[Block]:
    return [block for block, finding in _read(voice, meaning, lang, wording) if finding is None]


def _read(voice: Voice, meaning: Meaning, lang: str, wording: int) -> list[tuple[Block, Finding | None]]:
    """The blocks of a meaning, each with what keeps it from being shown."""
    if meaning.kind == "person-said":
        return []
    try:
        blocks = phrases.say(voice, (meaning,), lang, wording=wording)
    except (ValueError, KeyError) as error:
        log.error("a meaning cannot be said on a page: %s", error)
        return []
    return [(b, blocking(lint(voice, b.text, lang, kind="letter", claims=b.claims, strict=True))) for b in blocks]


def _part(voice: Voice, policy: Policy, block: Block, lang: str) -> Part:
    match block:
        case Block(kind="items", items=items):
            return Part("items", lines=tuple(line(policy, item, lang) for item in items))
        case Block(kind="suggestion", suggestion=Suggestion() as suggestion):
            return Part("card", card=card(voice, policy, suggestion, lang))
        case Block(kind="fact", fact=Fact() as fact):
            day = figures.day(fact.as_of.date(), lang)
            return Part("fact", fact.text, title=fact.title or policy.name, url=web_url(policy, fact.url), day=day)
        case Block(kind="total", total=Money() as total):
            return Part("total", price(total, lang), includes=includes(voice, total, lang))
    return Part(block.kind if block.kind in ("question", "link") else "para", block.text)


def line(policy: Policy, item: Item, lang: str) -> Line:
    """A line of a cart in words."""
    return Line(item.title, item.quantity, price(item.price, lang), web_url(policy, item.url))


def card(voice: Voice, policy: Policy, suggestion: Suggestion, lang: str) -> Card:
    """A suggestion in words: the price with what it includes, each reason with the buyer's own words."""
    item = suggestion.item
    told = f"{price(item.price, lang)} {includes(voice, item.price, lang)}" if item.price else ""
    reasons = tuple(
        phrases.text(
            voice, "because", lang, {"said": Text(r.said), "label": Text(r.label), "value": Text(r.value)}
        )
        for r in phrases.because(suggestion)
    )  # fmt: skip
    return Card(
        item.product_id, item.title, told, web_url(policy, item.url), suggestion.benefit, reasons, suggestion.drawback
    )


def price(amount: Money | None, lang: str) -> str:
    """An amount in the language's way of writing; "" for none."""
    return figures.money(amount.amount, amount.currency, lang) if amount else ""


def includes(voice: Voice, amount: Money, lang: str) -> str:
    """What a price holds: "with tax and delivery"."""
    return phrases.text(voice, "includes-" + amount.includes.replace("+", "-"), lang)


def web_url(policy: Policy, url: str) -> str:
    """The address as a page may link to it, a path taken from the shop's own address; "" for anything else."""
    if not url:
        return ""
    try:
        whole = urljoin(policy.url.rstrip("/") + "/", url)
        known = urlsplit(whole)
    except ValueError:
        return ""
    return whole if known.scheme in ("http", "https") and known.netloc else ""
