"""Prices, stock words and dates as shops write them: "12990 ISK", "12.990 kr.", "€129,90", "in_stock", an interval."""

import re
from datetime import UTC, datetime
from functools import lru_cache

from softsell.advise.making.quantities import plain
from softsell.shops import fields
from softsell.values import EXPONENT, minor

SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "kr": "ISK", "kr.": "ISK", "krónur": "ISK", "króna": "ISK", "¥": "JPY"}
_AMOUNT = re.compile(
    r"(?P<before>[^\d\s,.'+-]{1,8}\.?)?\s*(?P<sign>[+-]?)(?P<number>\d[\d.,'’ \u00a0\u202f]{0,24}?)\s*(?:,-|\.-)?\s*"
    r"(?P<after>[^\d\s,.'-]{1,8}\.?)?"
)
_IN_WORDS = "instock available yes true álager tilálager til já limitedavailability onlineonly instoreonly 1"
_IN = frozenset(_IN_WORDS.split())
_OUT = frozenset(["outofstock", "soldout", "no", "false", "uppselt", "ekkitil", "nei", "discontinued", "0"])
_LATER = frozenset(["preorder", "presale", "backorder", "madetoorder", "forpöntun", "væntanlegt", "væntanleg"])


@lru_cache(maxsize=65536)
def price(text: str, currency: str, comma: bool = False) -> tuple[int, str, str]:
    """Minor units, the currency, and what was guessed ("" when nothing). Raises ValueError for what is no price.

    `currency` is that of the file, where the price names none.
    """
    found = _AMOUNT.fullmatch(text.strip()[:64])
    if found is None:
        raise ValueError(f"is no price: {fields.clean(text, 40)!r}")
    signs = [word for word in (found["before"], found["after"]) if word]
    codes = {code for word in signs if (code := _currency(word))}
    if len(codes) > 1 or len(signs) > len([w for w in signs if _currency(w)]):
        raise ValueError(f"has no currency that is known: {fields.clean(text, 40)!r}")
    code = codes.pop() if codes else currency
    if not code:
        raise ValueError("names no currency: say which with --currency, or in the mapping")
    if found["sign"] == "-":
        raise ValueError("a price is never below nought")
    digits = EXPONENT.get(code, 2)
    value, unsure = plain(found["number"], comma, digits)
    if value > fields.MOST_MINOR / 1000:
        raise ValueError("is larger than any price")
    amount = minor(f"{value:.6f}", code)
    guess = f"{found['number'].strip()!r} read as thousands" if unsure and digits < 3 else ""
    if digits == 0 and value != int(value):
        guess = f"{found['number']!r}: {code} has no smaller unit, rounded"
    return amount, code, guess


def _currency(word: str) -> str:
    bare = word.strip()
    if bare.casefold() in SIGNS:
        return SIGNS[bare.casefold()]
    return bare.upper() if re.fullmatch(r"[A-Za-z]{3}", bare) else ""


@lru_cache(maxsize=1024)
def availability(text: str) -> tuple[str, bool]:
    """ "in", "out" or "later", and whether the word was known ("in" is never guessed: an unknown word is "")."""
    word = re.sub(r"[\W_]", "", text.rpartition("/")[2]).casefold()
    for kind, words in (("in", _IN), ("out", _OUT), ("later", _LATER)):
        if word in words:
            return kind, True
    return "", not word


def interval(text: str) -> tuple[datetime, datetime]:
    """An ISO 8601 interval "start/end" in UTC, as in sale_price_effective_date. Raises ValueError."""
    start, slash, end = text.partition("/")
    if not slash:
        raise ValueError("is no interval: use start/end in ISO 8601")
    return moment(start), moment(end, last=True)


def moment(text: str, *, last: bool = False) -> datetime:
    """A moment in UTC; a day alone is its beginning, or with `last` the end of it. Raises ValueError."""
    bare = text.strip().strip('"')
    if found := re.fullmatch(r"(.+[+-]\d\d)(\d\d)", bare):
        bare = f"{found[1]}:{found[2]}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", bare):
        bare += "T23:59:59" if last else "T00:00:00"
    elif re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?", bare):
        bare = f"{bare[:16]}:00{bare[16:]}"
    found_at = fields.moment(bare)
    return found_at.astimezone(UTC)


def on_sale(
    regular: int, sale: int | None, when: tuple[datetime, datetime] | None, now: datetime
) -> tuple[int, datetime | None]:
    """The price that holds now, and until when. A sale that is to come ends the regular price at its start."""
    if sale is None or sale >= regular:
        return regular, None
    if when is None:
        return sale, None
    start, end = when
    if now < start:
        return regular, start
    return (sale, end) if now < end else (regular, None)
