"""What the buyer tells is kept, whatever else the same message asks for; a later word on the same thing takes its place."""

from collections import Counter

from msgspec.structs import replace

from softsell.advise.catalogue import choices_of
from softsell.advise.critique import critique, of_price
from softsell.advise.describe import need_words
from softsell.advise.wishes import Need
from softsell.core.facts import meaning
from softsell.core.pointing import shown
from softsell.core.scene import Scene, product_needs, with_need
from softsell.core.shopper import Conversation
from softsell.values import Meaning, Text

SHORT = 48  # letters: longer words of the buyer's are summed up in the catalogue's


def learn(s: Scene) -> Conversation:
    """The conversation with the needs that were just heard, comparisons measured against what is at hand."""
    needs = s.talk.needs
    for need in s.heard.needs:
        needs = with_need(needs, need)
    for words in s.heard.critiques:
        base = _base(s, words)
        found = critique(s.shop.catalogue, needs, base, words, turn=s.talk.turn)
        said = s.heard.said[:80] or words
        needs = tuple(n if n in needs else replace(n, said=said) for n in found)
    asked, skipped = s.talk.asked, s.heard.skipped
    if skipped and skipped not in asked:
        asked = (*asked, skipped)
    receive = s.talk.receive or s.heard.receive  # a place named in passing need not be asked for
    return replace(s.talk, needs=needs[-24:], asked=asked[-24:], receive=receive)


def _base(s: Scene, words: str) -> str:
    """What a comparison is measured against: the product spoken of, else the cheapest shown, or the first; else the cart's."""
    talk, cart = s.talk, s.standing.products
    if talk.about in talk.offered:
        return talk.about
    priced = [(found.price, one) for one in shown(talk) if (found := s.shop.catalogue.get(one))]
    if priced and of_price(words):
        return min(priced)[1]
    return next(iter((*talk.offered, *cart)), "")


def corrects(s: Scene) -> bool:
    """Whether what was just heard takes the place of something the buyer said before."""
    before = {need.facet: need.value for need in s.talk.needs if need.wanted and need.turn < s.talk.turn}
    return any(need.wanted and before.get(need.facet, need.value) != need.value for need in s.heard.needs)


def summary(s: Scene) -> tuple[Meaning, ...]:
    """What was understood so far, in the buyer's words where they are short; nothing when nothing is known."""
    known = product_needs(s.talk.needs)
    # Of one facet the buyer's words say it all; of several ours say how it was taken.
    said = Counter(words for words, _ in {(n.said, n.facet) for n in known})
    own = [n.said and len(n.said) <= SHORT and said[n.said] == 1 and not _quick(s, n) for n in known]
    short = [n.said if mine else "" for n, mine in zip(known, own, strict=True)]
    words = [
        mine.rstrip(" .,;!?") or need_words(s.shop.catalogue, n, s.lang) for mine, n in zip(short, known, strict=True)
    ]
    return (meaning("summarise", needs=Text("; ".join(dict.fromkeys(words)))),) if words else ()


def _quick(s: Scene, need: Need) -> bool:
    """Whether the words are a quick answer's own: they say little without their question."""
    facet = s.shop.catalogue.facets.get(need.facet)
    return facet is not None and any(need.said in one.label.values() for one in choices_of(facet))
