"""A table of a help page row by row: ways of delivery as typed facts, questions with answers, and rows of anything else.

Rules
1. A row of deliveries has a price and says whereto: by postcodes, or by a place, a part of the country or a country that is
   known (`advise.places`). One whose place is not known stays text and is told, so that no price is promised to a wrong place.
2. Every other row is a passage of its own: each cell with the name of its column. A short table is one as a whole as well.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from softsell.advise.tables.places import AREAS, COUNTRIES, LANDS, PLACES
from softsell.advise.text import fold
from softsell.shops.help_parts import Cells, Found, Piece, Table, Unread, Way
from softsell.values import minor

SHORT = 4  # letters of a cell that says little without the name of its column
MOST_WHOLE = 100  # words of a table that is also told as one passage
NAMES: dict[str, str] = {
    "question": r"question|spurning|q",
    "answer": r"answer|svar|a",
    "place": r"zone|area|region|where|whereto|to|destination|country|place|svaedi|landshluti|hvert|land|afhendingarstadur|stadur",
    "codes": r"post ?codes?|postnumer|zip(?: codes?)?|postnr\.?",
    "way": r"(?:delivery )?method|delivery|label|shipping|way|service|option|afhending(?:armati)?|sendingarmati|leid|thjonusta|"
    r"sendingarleid",
    "price": r"price|costs?|fee|charge|delivery (?:cost|price)|shipping (?:cost|price)|verd|kostnadur|gjald|sendingarkostnadur|"
    r"sendingargjald|burdargjald",
    "days": r"(?:working |business )?days|time|delivery time|takes|(?:virkir )?dagar|timi|afhendingartimi|sendingartimi",
    "free": r"free[ _](?:from|over|above)|fritt (?:fra|yfir)|fri sending fra|frir?tt? ef verslad er fyrir",
}
_DELIVERY = re.compile(r"deliver|shipp|postage|afhend|heimsend|sending|burdargj")
_PICKUP = re.compile(r"pick|collect|sott|saekja")


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"(?:{source})(?: ?\(.*\)| ?\[.*\])?")) for name, source in NAMES.items())


def columns(head: Cells) -> dict[str, int]:
    """Which column is which, by its name; the first of each."""
    found: dict[str, int] = {}
    for at, cell in enumerate(head):
        bare = re.sub(r"[\s:*]+", " ", fold(cell)).strip()
        name = next((name for name, sign in _names() if sign.fullmatch(bare)), "")
        if name and name not in found:
            found[name] = at
    return found


def rows(table: Table, currency: str, below: str = "") -> Iterator[Found]:
    """What a table says; `below` is what stands under it, and goes along with the whole of it."""
    at = columns(table.head)
    if {"question", "answer"} <= at.keys():
        yield from _questions(table, at)
        return
    delivers = "price" in at and (
        "way" in at or "codes" in at or ("place" in at and bool(_DELIVERY.search(fold(_about(table)))))
    )
    typed: set[int] = set()
    for cells, line in table.rows if delivers else ():
        one = _way(_named(cells, at), currency, line)
        yield one
        if isinstance(one, Way):
            typed.add(line)
    if delivers and not table.title:  # a file of ways alone: there is no page that it could be told from
        return
    told = [(_sentence(table.head, cells), line, cells) for cells, line in table.rows if any(cells)]
    for said, line, cells in told:
        if line not in typed and said:
            name = next((cell for cell in cells if cell), "")
            yield Piece(f"{table.title}: {name}" if table.title else name, said, line, table.section)
    whole = " ".join([*(said for said, _, _ in told), *([below] if below else [])])
    if len(told) > 1 and len(whole.split()) <= MOST_WHOLE:
        yield Piece(table.title or " ".join(table.head), whole, table.line, table.section)


def _about(table: Table) -> str:
    return " ".join((table.title, *table.section, *table.head))


def _named(cells: Cells, at: dict[str, int]) -> dict[str, str]:
    return {name: cells[n] if n < len(cells) else "" for name, n in at.items()}


def _questions(table: Table, at: dict[str, int]) -> Iterator[Found]:
    for cells, line in table.rows:
        row = _named(cells, at)
        if row["question"] and row["answer"]:
            yield Piece(row["question"], row["answer"], line, table.section)
        elif any(cells):
            yield Unread(line, "a question without its answer" if row["question"] else "an answer without its question")


def _sentence(head: Cells, cells: Cells) -> str:
    """A row as it is told: "Capital area. Price: 990 kr. Days: 1-2."."""
    first, *rest = [*cells, *[""] * (len(head) - len(cells))]
    names = [*head[1:], *[""] * len(rest)]
    parts = [f"{name.rstrip(':')}: {cell}" if name else cell for name, cell in zip(names, rest, strict=False) if cell]
    short = len(first) <= SHORT  # "Size: M", but "Akureyri"
    lead = f"{head[0].rstrip(':')}: {first}" if head and head[0] and first and short else first
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in (lead, *parts) if part)


def _way(row: dict[str, str], currency: str, line: int) -> Found:
    label = " – ".join(dict.fromkeys(row[name] for name in ("way", "place") if row.get(name)))
    cost = money(row["price"], currency)
    if not label and row.get("codes"):
        label = row["codes"]
    if not label or cost is None:
        return Unread(line, f"a way of delivery needs a name and a price, not {row['price']!r}")
    free = money(row.get("free", ""), currency) if row.get("free") else free_from(row["price"], currency)
    days = [int(one) for one in re.findall(r"\d{1,3}", row.get("days", ""))][:2]
    whereto = _whereto(row)
    if whereto is None:
        return Unread(line, f"no place is known by {row['place']!r}: add its postcodes; the row is kept as text")
    codes, lands = whereto
    return Way(label, cost, codes, free, min(days, default=None), max(days, default=None), line, lands)


def _whereto(row: dict[str, str]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]] | None:
    """(postcodes, countries) of a row; both empty: everywhere; None: its place is not known."""
    if codes := ranges(row.get("codes", "")):
        return codes, ()
    place = row.get("place", "")
    if pickup(place):
        return (), ()
    if not place:  # "Home delivery" to wherever; a method that names a place is held to it
        found = place_of(row.get("way", ""))
        return found or ((), ())
    if codes := ranges(place):
        return codes, ()
    return place_of(place)


def place_of(text: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]] | None:
    """The postcodes and countries that the names in a cell mean; None where one of them is not known."""
    bare = re.sub(r"\s*\(.*?\)", "", fold(text)).strip()
    whole = _one_place(bare)
    if whole is not None:
        return whole
    parts = [part for part in re.split(r"\s*(?:,|/|;|&|\band\b|\bog\b)\s*", bare) if part]
    each = [_one_place(part) for part in parts]
    known = [one for one in each if one is not None]
    if not parts or len(known) < len(parts):
        return None
    return tuple(code for codes, _ in known for code in codes), tuple(land for _, lands in known for land in lands)


def _one_place(bare: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]] | None:
    bare = re.sub(r"^(?:til|to|in|i|a|innan|within|delivery to|sending til) ", "", bare)
    if bare in _areas():
        return _areas()[bare], ()
    if bare in _lands():
        return (), _lands()[bare]
    if bare in _towns():
        return ((_towns()[bare],),), ()
    return ((), (_countries()[bare],)) if bare in _countries() else None


@lru_cache(maxsize=1)
def _areas() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {fold(name): codes for names, codes in AREAS.items() for name in names}


@lru_cache(maxsize=1)
def _lands() -> dict[str, tuple[str, ...]]:
    return {fold(name): tuple(codes.split()) for names, codes in LANDS.items() for name in names}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {fold(name): code for code, names in COUNTRIES.items() for name in names}


@lru_cache(maxsize=1)
def _towns() -> dict[str, str]:
    return {fold(name): code for code, names in PLACES.items() for name in names}


def ranges(text: str) -> tuple[tuple[str, ...], ...]:
    """Postcodes as ranges: "101-116, 200" is (("101", "116"), ("200",))."""
    return tuple(
        tuple(re.findall(r"\d{3,5}", part)[:2])
        for part in re.split(r"[,;\s]+(?=\d)|\s+(?:og|and)\s+", text)
        if re.search(r"(?<!\d)\d{3,5}(?!\d)", part)
    )


def pickup(label: str) -> bool:
    """Whether a way is to fetch it oneself."""
    return bool(_PICKUP.search(fold(label)))


def money(text: str, currency: str) -> int | None:
    """The first amount in a cell, minor units; nought for "free"; None for none."""
    bare = re.sub(r"(?<=\d)[. ,\u00a0](?=\d{3}\b)", "", text.strip().lower())
    found = re.search(r"\d+(?:[.,]\d+)?", bare)
    if found and not re.match(r"(?:free|fri|ókeypis)", bare):
        return minor(found[0].replace(",", "."), currency)
    return 0 if re.match(r"(?:free|frítt|frí|ókeypis|0|-|–)\b|[-–]$", bare) else None


def free_from(text: str, currency: str) -> int | None:
    """The order value from which a cell says that it costs nothing: "990 kr. (free over 15.000 kr.)"."""
    found = re.search(r"(?:free|fr[íi]tt?)\D{0,30}?(\d[\d., \u00a0]*)", text.lower())
    return money(found[1].rstrip(" .,"), currency) if found else None
