"""Whether a price says what it holds: asterisks, costs in small print, costs out of sight, a bare "from".

Rules
1. A cost is a word of the list `costs` (a fee, a renewal, "plus shipping"); what a price holds is a word of `included`.
2. A cost out of sight counts only beside a price, and only when it is said nowhere in sight beside it.
3. A style is looked at where it is told: inline, in old attributes or in the plain rules of the page's own sheet.
"""

import re
from collections.abc import Iterator

from softsell.voice.markup import Tag, Words
from softsell.voice.structure_checks import Checks, Spot
from softsell.voice.structure_tree import WHOLE, Tree, is_small, ratio, words_of

PRICE = re.compile(
    r"[$€£]\s?\d[\d.,]{0,12}|(?<![\w.,])\d[\d.,]{0,12}\s?(?:kr\b\.?|ISK\b|EUR\b|USD\b|GBP\b|DKK\b|NOK\b|SEK\b|[€£$])"
    r"|\b(?:ISK|EUR|USD|GBP|kr\.?)\s?\d[\d.,]{0,12}"
)
_STARRED = re.compile(r"\s{0,2}(?:[./]\s?\w{1,8}\.?)?\s{0,2}[*†‡]")
_FOOTNOTE = re.compile(r"\s{0,4}[*†‡]")
SMALL, TINY, FAINT, GONE = 12.0, 10.0, 3.0, 1.5  # pixels, pixels, contrasts
NEAR = 2  # elements around a cost in which a price is near
MOST_PRICES = 200
SEEN = ("", "aria-hidden")


def prices(tree: Tree, checks: Checks) -> Iterator[Spot]:
    """Every price that hides a part of itself."""
    priced = [(place, node) for place, node in words_of(tree) if PRICE.search(node.text)][:MOST_PRICES]
    if not priced:
        return
    yield from _starred(tree, checks, priced)
    yield from _bare(tree, checks, priced)
    yield from _small(tree, checks)
    yield from _unseen(tree, checks, {place for place, _ in priced})


def _spot(id: str, words: Words, start: int, end: int) -> Spot:
    """Of the decoded characters from `start` to `end`."""
    return Spot(id, words.at[start], words.at[end] if end < len(words.at) else words.end)


def _starred(tree: Tree, checks: Checks, priced: list[tuple[int, Words]]) -> Iterator[Spot]:
    """A price with an asterisk whose footnote names a cost in small print."""
    small = any(
        _FOOTNOTE.match(node.text) and len(node.text) > 12 and checks.has("costs", node.text) and _is_small(tree, place)
        for place, node in words_of(tree)
    )
    if not small:
        return
    for place, node in priced:
        for found in PRICE.finditer(node.text):
            star = _STARRED.match(node.text, found.end())
            after = tree.nodes[place + 1 : place + 4] if found.end() >= len(node.text.rstrip()) else ()
            if star or any(
                isinstance(each, Words) and each.text.strip() in ("*", "**", "†", "‡", "1") for each in after
            ):
                yield _spot("starred-price", node, found.start(), star.end() if star else found.end())


def _is_small(tree: Tree, place: int) -> bool:
    look = tree.looks[place]
    told = ratio(look)
    if look.size < SMALL or (told is not None and told < FAINT):
        return True
    around = [tree.tag(up) for _, up in zip(range(3), tree.above(place), strict=False)]
    return any(tag.name not in WHOLE and is_small(tag) for tag in around)


def _bare(tree: Tree, checks: Checks, priced: list[tuple[int, Words]]) -> Iterator[Spot]:
    """The first price of a page that nowhere says what its prices hold."""
    if any(checks.has("included", node.text) for _, node in words_of(tree)):
        return
    for _, node in priced:
        if (found := PRICE.search(node.text)) and (begun := _from(checks, node.text, found.start())) >= 0:
            yield _spot("bare-from", node, begun, found.end())
            return
    if (_sells(tree, checks)) and (found := PRICE.search(priced[0][1].text)):
        yield _spot("bare-price", priced[0][1], found.start(), found.end())


def _from(checks: Checks, text: str, at: int) -> int:
    """Where the "from" before a price begins, or -1."""
    start = max(0, at - 20)
    found = [
        each for each in checks.words["from"].finditer(text, start, at) if text[each.end() : at].strip(" :\xa0") == ""
    ]
    return found[-1].start() if found else -1


def _sells(tree: Tree, checks: Checks) -> bool:
    return any(checks.says("buys", control.label) for control in tree.controls)


def _small(tree: Tree, checks: Checks) -> Iterator[Spot]:
    """A cost that is written so as not to be read."""
    for place, node in words_of(tree):
        look = tree.looks[place]
        told = ratio(look)
        if (look.size < TINY or (told is not None and told < FAINT)) and (
            found := checks.words["costs"].search(node.text)
        ):
            yield _spot("cost-in-small-print", node, found.start(), found.end())


def _unseen(tree: Tree, checks: Checks, priced: set[int]) -> Iterator[Spot]:
    """A cost beside a price that only a tooltip, a picture's text or hidden words name."""
    for place, node in enumerate(tree.nodes):
        hidden = tree.looks[place].hidden
        match node:
            case Words(text=text) if hidden not in (*SEEN, "head", "template", "datalist"):
                found = checks.words["costs"].search(text)
                if found and _is_priced(tree, checks, place, priced):
                    yield _spot("hidden-cost", node, found.start(), found.end())
            case Tag(attrs=attrs, role=role) if role != "close" and not hidden:
                told = " ".join(attrs.get(key, "") for key in ("title", "alt", "data-tooltip", "data-title"))
                if told.strip() and checks.has("costs", told) and _is_priced(tree, checks, place, priced):
                    yield Spot("hidden-cost", node.start, node.end)


def _is_priced(tree: Tree, checks: Checks, place: int, priced: set[int]) -> bool:
    """Whether a price stands beside this, and its costs do not."""
    near = [place, *(up for _, up in zip(range(NEAR), tree.above(place), strict=False))]
    for up in near:
        if isinstance(tree.nodes[up], Tag) and tree.tag(up).name in WHOLE:
            return False
        if any(at in priced for at in range(up, min(tree.last[up], up + 60) + 1)):
            return not checks.has("costs", tree.text(up))
    return False
