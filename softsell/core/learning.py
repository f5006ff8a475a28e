"""What the buyer tells is kept, whatever else the same message asks for; a later word on the same thing takes its place."""

from collections import Counter

from msgspec.structs import replace

from softsell.advise.critique import critique
from softsell.advise.describe import need_words
from softsell.core.facts import meaning
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
        base = s.talk.offered[0] if s.talk.offered else (s.standing.products[0] if s.standing.products else "")
        found = critique(s.shop.catalogue, needs, base, words, turn=s.talk.turn)
        said = s.heard.said[:80] or words
        needs = tuple(n if n in needs else replace(n, said=said) for n in found)
    asked, skipped = s.talk.asked, s.heard.skipped
    if skipped and skipped not in asked:
        asked = (*asked, skipped)
    return replace(s.talk, needs=needs[-24:], asked=asked[-24:])


def corrects(s: Scene) -> bool:
    """Whether what was just heard takes the place of something the buyer said before."""
    before = {need.facet: need.value for need in s.talk.needs if need.wanted and need.turn < s.talk.turn}
    return any(need.wanted and before.get(need.facet, need.value) != need.value for need in s.heard.needs)


def summary(s: Scene) -> tuple[Meaning, ...]:
    """What was understood so far, in the buyer's words where they are short; nothing when nothing is known."""
    known = product_needs(s.talk.needs)
    said = Counter(n.said for n in known)
    short = [n.said if n.said and len(n.said) <= SHORT and said[n.said] == 1 else "" for n in known]
    words = [own or need_words(s.shop.catalogue, n, s.lang) for own, n in zip(short, known, strict=True)]
    return (meaning("summarise", needs=Text("; ".join(dict.fromkeys(words)))),) if words else ()
