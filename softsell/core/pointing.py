"""Which of the things just shown a text means: by its place ("the second one"), by its name, or because there is only one."""

import re

from softsell.advise.text import fold, stems
from softsell.core.shop import Shop
from softsell.core.shopper import Conversation

_PLACES = (
    re.compile(r"\b(?:first|1st|number one|number 1|top one|fyrst\w*|fyrri\w*|efst\w*)\b"),
    re.compile(r"\b(?:second|2nd|number two|number 2|middle|onnur|annar|annan|adra|seinni\w*|midj\w*)\b"),
    re.compile(r"\b(?:third|3rd|number three|number 3|thridj\w*)\b"),
)
_LAST = re.compile(r"\b(?:last one|the last|bottom one|sidast\w*|nedst\w*)\b")
_PLACE_OF = re.compile(r"\bof (?:these|those|them)\b")
MOST_WORDS = 4  # of a text that only points
_YES = re.compile(
    r"\b(?:yes|yeah|yep|suits?|fits?|i ?(?:ll |will )?take|i (?:would |d )?like|i want|perfect|great|good|lovely|ja|hentar|"
    r"passar|eg tek|eg vil|fae|fa eg|flott\w*|frabaer\w*|fin\w*|god\w*)\b"
)
_NOT = re.compile(r"\b(?:no|not|none|nei|ekki|hvorug\w*|engin\w*|but|en|too|of)\b|n't\b")
_IT = re.compile(r"\b(?:it|that|that one|this one|hun|hana|hann|thad|thetta|thessa|thessi|thennan)\b")
_PICK_UP = re.compile(
    r"\b(?:pick(?:ing)?(?: it| them)? ?up|collect\w*|come (?:and )?get it|saeki|saekja|sotti?|naest)\b"
)


def approves(text: str) -> bool:
    """Whether an answer to "does one of these suit you?" says yes, in words that mean little elsewhere."""
    folded = fold(text)
    return _YES.search(folded) is not None and _NOT.search(folded) is None and "?" not in text


def shown(talk: Conversation) -> tuple[str, ...]:
    """The products that the open question offers, in the order in which they stand."""
    return tuple(c.id.removeprefix("suits:") for c in talk.choices if c.id.startswith("suits:"))


def pointed(shop: Shop, talk: Conversation, text: str) -> str:
    """The product that a text of approval means, of those shown; "" when it could be any of several."""
    ids, folded = shown(talk), fold(text)
    if len(ids) == 1:
        return ids[0]
    meant = _placed(ids, folded) or _named(shop, ids, text)
    return talk.about if not meant and talk.about in ids and _IT.search(folded) else meant


def spoken_of(shop: Shop, talk: Conversation, text: str) -> str:
    """The one product, of those shown or offered before, that a text speaks of; "" for none or for several."""
    ids = shown(talk)
    placed = _placed(ids, fold(text)) if talk.question == "fits" else ""
    return placed or _named(shop, ids or talk.offered, text)


def only_points(shop: Shop, talk: Conversation, text: str) -> bool:
    """Whether an answer to "does one of these suit you?" is no more than which one: "the last one", "Logn"."""
    folded = fold(text)
    plain = len(folded.split()) <= MOST_WORDS and "?" not in text and _NOT.search(_PLACE_OF.sub(" ", folded)) is None
    return plain and spoken_of(shop, talk, text) != ""


def _placed(ids: tuple[str, ...], folded: str) -> str:
    """The one that stands at the place which is named; "" for none."""
    found = next((ids[n] for n, sign in enumerate(_PLACES[: len(ids)]) if sign.search(folded)), "")
    return found or (ids[-1] if ids and _LAST.search(folded) else "")


def _named(shop: Shop, ids: tuple[str, ...], text: str) -> str:
    said = set(stems(text))
    named = [one for one in ids if said & _own_words(shop, one, ids)]
    return named[0] if len(named) == 1 else ""


def picks_up(text: str) -> bool:
    """Whether the text says that the buyer comes for it, as an answer to how they would like to get it."""
    return _PICK_UP.search(fold(text)) is not None


def _own_words(shop: Shop, product: str, ids: tuple[str, ...]) -> set[str]:
    """The words of a product's titles that no other of those shown has."""

    def words(one: str) -> set[str]:
        known = shop.catalogue.get(one)
        return {stem for title in (known.title.values() if known else ()) for stem in stems(title) if len(stem) > 2}

    others = {word for one in ids if one != product for word in words(one)}
    return words(product) - others
