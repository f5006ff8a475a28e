"""Shoppers for the benchmarks, made by the real core: each left a cart at `LEFT`, and by `DUE` a letter about it is due."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import common

from softsell import load, store
from softsell.advise.catalogue import Product
from softsell.core import events as ev
from softsell.core.identity import key_of
from softsell.core.shop import Shop
from softsell.core.step import due, step
from softsell.store.append import row_of
from softsell.store.driver import Row, Tx
from softsell.store.fold import Claim, Folded, Pending, fold
from softsell.store.times import ms, ms_or_none, ms_up

LEFT = datetime(2026, 10, 6, 10, 0, tzinfo=UTC)  # a Tuesday morning, on which a cart is left
DUE = datetime(2026, 10, 8, 10, 0, tzinfo=UTC)  # the second morning after: waited long enough, and not in quiet hours
STORE = """INSERT INTO shoppers (version, due_at, state, address_hash, ordered_at, stage, reason, cart_at, cart_value,
    needs_person, suppressed, shop, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def who(number: int, languages: Sequence[str] = ("is", "en")) -> tuple[ev.Event, ...]:
    """What a shop reports of one shopper: who they are with their consent, two things looked at, one put into a cart."""
    language = languages[number % len(languages)]
    name = ("Anna", "Jón", "Guðrún", "Emma", "Jack", "Olivia")[number % 6]
    consent = ev.Consent(basis="consent", at=LEFT, text="Já, takk", source="checkout")
    product = products()[number % len(products())]
    line = ev.Line(product.id, 1, product.title.get(language, ""), product.price, product.currency, product.url)
    address = f"buyer{number}@{('postur', 'bref', 'kaup')[number % 3]}.is"
    minute = timedelta(minutes=1)
    return (
        ev.Identified(
            id=f"who-{number}", at=LEFT, name=name, address=address, language=language, country="IS", postcode="101",
            consent=consent,
        ),
        ev.Viewed(id=f"look-{number}", at=LEFT + minute, product_id=product.id),
        ev.Added(id=f"add-{number}", at=LEFT + 2 * minute, line=line, cart_id="c1"),
    )  # fmt: skip


@lru_cache(maxsize=1)
def products() -> tuple[Product, ...]:
    """The sample shop's products."""
    return load.read_catalogue(load.sample_folder() / "catalogue.json").products


def key(number: int) -> str:
    """The key of the numbered shopper, as the shop's identities give it."""
    return key_of(common.SHOP, f"user:bench-{number}")


def folded(shop: Shop, numbers: range) -> Iterator[Folded]:
    """The states of these shoppers a quarter of an hour after they left their carts."""
    for number in numbers:
        events = who(number)
        pending = [Pending(n, one.at, ev.encode(one).decode()) for n, one in enumerate(events)]
        found = fold(shop, Claim(key(number), None, "", pending), LEFT + timedelta(minutes=15), step, due)
        assert found is not None, "the core refused a shopper"
        yield found


def put(db: store.Database, shop: Shop, numbers: range, due_at: Sequence[datetime] | None = None) -> None:
    """Store them with their history. `due_at` overrides, for each in turn, when to look again."""
    rows: list[Row] = []
    history: list[Row] = []
    for place, one in enumerate(folded(shop, numbers)):
        at = due_at[place] if due_at is not None else one.due_at
        rows.append(row(db, one, None if at is None else ms_up(at)))
        history += [row_of(common.SHOP, one.key, event, event.at, True) for event in who(numbers[place])]

    def work(tx: Tx) -> None:
        cursor = tx._cursor
        cursor.executemany(db.driver.translate(STORE), rows)
        tx.many("events-woke", history)

    db.write(work)


def row(db: store.Database, one: Folded, due_ms: int | None) -> Row:
    """A shopper as a row of the table."""
    seen = one.index
    return (
        one.state.seq, due_ms, one.body, db.hash(common.SHOP, seen.address) or None, ms_or_none(seen.ordered_at), seen.stage,
        seen.reason, ms_or_none(seen.cart_at), seen.cart_value, int(seen.needs_person), seen.suppressed, common.SHOP, one.key,
    )  # fmt: skip


__all__ = ["DUE", "LEFT", "folded", "key", "ms", "products", "put", "row", "who"]
