"""Whole stories from a few bytes: a shopper, a small faithful runtime around the core, and everything in odd order.

Four bytes make an action (what, x, y, how long after the last), so hypothesis draws once and shrinks by cutting.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import core_shops
import msgspec
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.structs import replace

from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.check import Entry
from softsell.core.outreach import Elsewhere, Reason, last_look
from softsell.core.shop import Shop
from softsell.core.shopper import Shopper, encode, new
from softsell.core.step import Moved, attempt, due

GAPS = tuple(
    timedelta(seconds=s)
    for s in (0, 1, 240, 3600, 3 * 3600, 5 * 3600, 13 * 3600, 24 * 3600, 26 * 3600, 3 * 86400, 10 * 86400, 40 * 86400)
)
PRODUCTS = ("a", "b", "c", "d", "gone", "hat", "unknown")
TEXTS = (
    "What does delivery to 101 cost?", "stop", "Thanks, that answers it!", "No thank you, not interested",
    "I would like to speak to a person", "It is too expensive", "Can I return it?", "105", "asdf qwer", "maybe later",
    "hætta", "Takk, þetta svarar spurningunni", "Er hægt að skila?", "something for the rain in town, under 25000",
    "Yes it suits me, but what about delivery?", "I already bought it", "Where is my order?", "Sorry, what did you say?",
    "Never mind, forget it", "No wait, it is for the hills", "What does delivery to 101 cost and can I return it?",
    "600 instead", "Hvað sagðirðu? Geturðu endurtekið?", "Gleymdu þessu", "It has to be warm, and what is your return policy?",
)  # fmt: skip
CHOICES = (
    "yes", "no", "stop", "finish", "suits:a", "suits:b", "suits:nothing", "pickup", "recommend", "question", "cost_total",
    "delivery_time", "fit_or_choice", "trust", "returns", "payment_methods", "technical", "stock_variant", "person",
    "just_looking", "later", "none", "not_quite", "cheaper", "show", "edit", "concern", "something_else", "dont_know",
    "mild", "town", "", "\x00",
)  # fmt: skip
QUESTIONS = (
    "",
    "trouble",
    "answered",
    "fits",
    "receive",
    "permission",
    "need:rain",
    "need:use",
    "need:x",
    "postcode:trust",
)


class Play:
    """One shopper's story: feeds events to the core as a runtime would, and keeps the log for the checker."""

    def __init__(self, shop: Shop, key: str = "u1") -> None:
        self.shop, self.key = shop, key
        self.shopper: Shopper = new(key)
        self.now = core_shops.START
        self.log: list[Entry] = []
        self.done: list[ev.Event] = []
        self.says: list[ef.Say] = []
        self.pending: dict[str, ef.Ask] = {}
        self.out: list[datetime] = []
        self.count = 0

    def id(self) -> str:
        self.count += 1
        return f"e{self.count}"

    def feed(self, event: ev.Event) -> None:
        """One event, received now."""
        moved = attempt(self.shop, self.shopper, event, self.now)
        found: tuple[tuple[str, ef.Effect], ...] = ()
        if isinstance(moved, Moved):
            self.shopper = moved.shopper
            found = tuple(
                (ef.effect_id(self.shop.id, self.key, self.shopper.seq, n), e) for n, e in enumerate(moved.effects)
            )
        self.log.append(Entry(self.key, self.shopper.seq, self.now, event, found))
        self.done.append(event)
        for name, effect in found:
            match effect:
                case ef.Ask():
                    self.pending[name] = effect
                case ef.Withdraw():
                    self.pending.pop(effect.effect, None)
                case ef.Say():
                    self.says.append(effect)
                case ef.Forget():
                    self.pending.clear()
                    self.out.clear()

    def do(self, kind: type[Any], at: datetime | None = None, **fields: Any) -> None:
        """An event of this kind that happened at `at` (default: now)."""
        self.feed(kind(id=self.id(), at=at or self.now, **fields))

    def wake(self) -> None:
        self.do(ev.Woke)

    def sleep(self, until: datetime, most: int = 8) -> None:
        """Time passes: every wake-up that falls due is made, and every letter is delivered."""
        for _ in range(most):
            at = due(self.shop, self.shopper)
            if at is None or at > until:
                break
            self.now = max(self.now, at)
            self.wake()
            self.deliver()
        self.now = max(self.now, until)

    def deliver(self, how: int = 0) -> None:
        """The worker: a last look at every letter that waits, then what became of it."""
        for name in tuple(self.pending):
            ask = self.pending.pop(name, None)
            letter = next((x for x in self.shopper.letters if x.effect == name), None)
            if ask is None or letter is None:
                continue
            if reason := last_look(self.shop, self.shopper, letter, Elsewhere(letters=tuple(self.out)), self.now):
                self.do(ev.Skipped, effect=name, reason=str(reason))
            elif how % 8 == 7:
                self.do(ev.Held, effect=name, rule="pressure")
            elif how % 8 == 6:
                self.do(ev.Skipped, effect=name, reason=str(tuple(Reason)[how % len(Reason)]))
            else:
                self.out.append(self.now)
                kind = ev.Ghosted if ask.arm == "holdout" else ev.Unsure if how % 8 == 5 else ev.Sent
                self.do(kind, effect=name)
                if how % 8 == 4:
                    self.do(ev.Bounced, effect=name, permanent=how > 128)

    def choose(self, x: int) -> None:
        """A choice among those that are open."""
        talk = self.shopper.conversation
        ids = [c.id for c in talk.choices] if talk is not None else []
        ids = ids or ["cost_total", "recommend", "question", "just_looking"]
        channel = "mail" if x > 200 else "page"
        self.do(ev.Answered, question=talk.question if talk else "", choice=ids[x % len(ids)], channel=channel)


Action = Callable[[Play, int, int], None]


def _line(x: int, quantity: int = 1) -> ev.Line:
    return ev.Line(PRODUCTS[x % len(PRODUCTS)], quantity, price=100 * (x % 7) if x % 7 else None, currency="ISK")


def _late(p: Play, y: int) -> datetime:
    return p.now - (timedelta(0), timedelta(0), timedelta(minutes=3), timedelta(hours=7), timedelta(days=2))[y % 5]


def _cart(y: int) -> str:
    return ("-", "k1", "k2")[y % 3]


def _add(p: Play, x: int, y: int) -> None:
    p.do(ev.Added, at=_late(p, y // 3), line=_line(x), cart_id=_cart(y))


def _remove(p: Play, x: int, y: int) -> None:
    p.do(ev.Removed, at=_late(p, y // 3), line=_line(x), cart_id=_cart(y))


def _set(p: Play, x: int, y: int) -> None:
    lines = tuple(_line(x + n, n + 1) for n in range(x % 4))
    p.do(ev.CartUpdated if x % 2 else ev.CheckoutStarted, at=_late(p, y // 3), lines=lines, cart_id=_cart(y))


def _trouble(p: Play, x: int, y: int) -> None:
    match x % 5:
        case 0:
            p.do(ev.ShippingQuoted, postcode=("101", "600", "", "999")[y % 4], cart_id=_cart(y))
        case 1:
            p.do(ev.ClientFailed, error_id="x", cart_id=_cart(y))
        case 2:
            p.do(ev.CheckoutStep, step="2", cart_id=_cart(y))
        case 3:
            p.do(ev.CouponDenied, coupon="x", cart_id=_cart(y))
        case _:
            p.do(ev.PaymentFailed, reason="declined", at=_late(p, y // 3), cart_id=_cart(y))


def _quote(p: Play, x: int, y: int) -> None:
    if x % 3:
        p.do(ev.ShippingQuoted, postcode=("101", "600")[y % 2], cart_id=_cart(x))
    else:
        p.do(ev.PaymentFailed, reason="declined", cart_id=_cart(y))


def _buyer(p: Play, x: int, y: int) -> None:
    """What may cross a letter: a word of the buyer's, of the staff's, or a new address in another place."""
    (_choose, _write, _staff, _no, _know, _merge)[y % 6](p, x, y)


def _order(p: Play, x: int, y: int) -> None:
    lines = tuple(_line(x + n) for n in range(x % 5))
    at = p.now + (timedelta(minutes=-8), timedelta(0), timedelta(minutes=4), timedelta(days=-1))[y % 4]
    p.do(ev.Ordered, at=at, order_id=f"o{x % 6}{y % 4}", lines=lines, cart_id=("", _cart(y))[x % 2], total=1000)


def _cancel(p: Play, x: int, y: int) -> None:
    p.do(ev.OrderCancelled, order_id=f"o{x % 6}{y % 4}")


def _know(p: Play, x: int, y: int) -> None:
    zone, country = core_shops.ZONES[y % 4] if y % 3 else ("", "")
    basis = ("consent", "consent", "soft_optin", "withdrawn", "")[x % 5]
    consent = ev.Consent(basis, p.now, text="yes, write to me" if y % 2 else "") if basis else None
    address = ("jon@mail.example", "jon@mail.example", "x@store.joonix.net", "")[x // 5 % 4]
    p.do(
        ev.Identified, address=address, timezone=zone if x % 7 else "No/Where", country=country, consent=consent,
        language=("", "en", "is", "de-DE")[y // 4 % 4], customer=x % 9 == 0, name="Jón",
    )  # fmt: skip


def _look(p: Play, x: int, y: int) -> None:
    match x % 4:
        case 0:
            p.do(ev.Viewed, product_id=PRODUCTS[y % len(PRODUCTS)])
        case 1:
            p.do(ev.Suspected, signs=("user-agent",), human=y % 3 > 0)
        case _:
            p.do(ev.Seen, what="returns")


def _wake(p: Play, x: int, y: int) -> None:
    at = due(p.shop, p.shopper)
    if at is not None and x % 4:
        p.now = max(p.now, at + timedelta(seconds=(0, -1, 0, 3600)[x % 4]))
    p.wake()
    if y % 3 == 0:
        p.wake()


def _night(p: Play, x: int, y: int) -> None:
    p.sleep(p.now + timedelta(hours=(30, 50, 100, 200)[x % 4]))


def _deliver(p: Play, x: int, y: int) -> None:
    p.deliver(x)


def _choose(p: Play, x: int, y: int) -> None:
    p.choose(x)


def _good(p: Play, x: int, y: int) -> None:
    """The straight way: ask for advice, take what is offered, say where to, be satisfied."""
    talk = p.shopper.conversation
    wanted = ("yes", "suits:", "pickup", "recommend", "show", "town", "cold", "cost_total")
    ids = [c.id for c in talk.choices] if talk is not None else []
    found = next((i for w in wanted for i in ids if i.startswith(w)), "recommend" if x % 2 else "cost_total")
    if talk is not None and talk.question.startswith(("postcode", "receive")) and x % 2:
        p.do(ev.Said, text="101")
    else:
        p.do(ev.Answered, question=talk.question if talk else "", choice=found)


def _hostile(p: Play, x: int, y: int) -> None:
    p.do(
        ev.Answered, question=QUESTIONS[y % len(QUESTIONS)], choice=CHOICES[x % len(CHOICES)],
        channel="mail" if y > 200 else "page",
    )  # fmt: skip


def _write(p: Play, x: int, y: int) -> None:
    p.do(ev.Said, text=TEXTS[x % len(TEXTS)], channel="mail" if y % 2 else "page", trusted=y % 7 > 0)


def _staff(p: Play, x: int, y: int) -> None:
    match x % 3:
        case 0:
            p.do(ev.TookOver, by="anna")
        case 1:
            p.do(ev.HandedBack, by="anna")
        case _:
            p.do(ev.PersonSaid, by="anna", text="Hello" if y % 5 else " ", channel="mail" if y % 2 else "page")


def _no(p: Play, x: int, y: int) -> None:
    match x % 12:
        case 0:
            p.do(ev.Complained)
        case 1 | 2 | 3:
            p.do(ev.Unsubscribed)
        case 4:
            p.do(ev.Erased)
        case 5 | 6:
            p.do(ev.Answered, question="", choice="stop", channel="mail")
        case 7:
            p.do(ev.Declined, topic="carts" if y % 3 else "answers")
        case 8:
            p.do(ev.Postponed, until=p.now + timedelta(days=y % 40 - 2))
        case 9:
            p.do(ev.LanguageChosen, language=("en", "is", "xx")[y % 3])
        case 10:
            p.do(ev.Requested, what=("erase", "export", "x")[y % 3])
        case _:
            p.do(ev.Answered, question="", choice="no")


def _again(p: Play, x: int, y: int) -> None:
    """The same event of the shop's a second time (what people say is kept apart by the inbox)."""
    shop_told = [e for e in p.done if not isinstance(e, (*SPOKEN, ev.Erased, ev.Merged, ev.Identified, ev.Ordered))]
    if shop_told:
        p.feed(shop_told[x % len(shop_told)])


def _merge(p: Play, x: int, y: int) -> None:
    other = Play(p.shop, "a2")
    other.now, other.count = p.now - timedelta(days=x % 9), 1000 * (p.count + 1)
    for n in range(x % 5):
        ACTIONS[(x * 7 + n * y) % 12](other, y + n, x + n)
        other.sleep(min(p.now, other.now + timedelta(hours=31)))
    p.now = max(p.now, other.now)  # what the other lived through has happened
    left = attempt(p.shop, other.shopper, ev.Joined(id="j", at=p.now, into=p.key), p.now)
    assert isinstance(left, Moved)
    forward = left.effects[-1]
    assert isinstance(forward, ef.Forward)
    p.feed(replace(ev.decode(bytes(forward.event)), id=p.id()))
    p.out += [t for t in other.out if not other.shopper.forgotten_at]


def _relay(p: Play, x: int, y: int) -> None:
    inner = ev.Added(id=p.id(), at=_late(p, y), line=_line(x), cart_id=_cart(y))
    p.do(ev.Relayed, event=Raw(ev.encode(inner)))


SPOKEN = (
    ev.Answered,
    ev.Said,
    ev.Unsubscribed,
    ev.Declined,
    ev.Postponed,
    ev.LanguageChosen,
    ev.Requested,
    ev.TookOver,
    ev.HandedBack,
    ev.PersonSaid,
)
ACTIONS: tuple[Action, ...] = (
    _add, _add, _night, _know, _set, _order, _trouble, _remove, _wake, _deliver, _choose, _good,
    _add, _night, _hostile, _write, _staff, _no, _again, _look, _cancel, _good, _relay, _merge,
)  # fmt: skip
TALK: tuple[Action, ...] = (
    _good, _choose, _good, _add, _choose, _write, _hostile, _good, _night, _staff, _choose, _trouble, _wake, _order,
)  # fmt: skip
LETTERS: tuple[Action, ...] = (
    _add, _night, _night, _deliver, _wake, _order, _remove, _quote, _night, _set, _night, _buyer, _night, _quote,
)  # fmt: skip
SHOPPING: tuple[Action, ...] = (
    _add, _night, _deliver, _know, _wake, _add, _order, _night, _set, _remove, _trouble, _no, _choose, _again, _merge,
)  # fmt: skip


def tell(story: bytes, diet: tuple[Action, ...] = ACTIONS) -> Iterator[Play]:
    """The story, stopping after every action."""
    shops = core_shops.variants()
    first, second = story[0], story[1]
    p = Play(shops[first % len(shops)], f"u{second}")
    if second % 8:
        zone, country = core_shops.ZONES[second % 4]
        consent = ev.Consent("consent", p.now, text="yes") if second % 3 else None
        p.do(ev.Identified, address="jon@mail.example", consent=consent, timezone=zone, country=country, customer=True)
    if second % 5:
        p.do(ev.Added, line=_line(first), cart_id=_cart(second))
    for n in range(2, len(story) - 3, 4):
        what, x, y, gap = story[n : n + 4]
        p.now += GAPS[gap % len(GAPS)]
        diet[what % len(diet)](p, x, y)
        yield p


def play(story: bytes, diet: tuple[Action, ...] = ACTIONS) -> Play:
    """The whole story."""
    *_, last = tell(story, diet)
    return last


def _of_length(*actions: int) -> st.SearchStrategy[bytes]:
    return st.sampled_from(actions).flatmap(lambda n: st.binary(min_size=2 + 4 * n, max_size=2 + 4 * n))


stories = _of_length(5, 10, 20, 40)
short_stories = _of_length(5, 8, 12, 20)


def state_bytes(p: Play) -> bytes:
    """State and effects of a story, for comparing runs byte by byte."""
    said = b"\n".join(ef.encode(e) for entry in p.log for _, e in entry.effects)
    return encode(p.shopper) + b"\n" + said


def _of(kind: Any) -> st.SearchStrategy[Any]:
    """Anything at all of a type."""
    match kind:
        case msgspec.inspect.DateTimeType():
            return moments
        case msgspec.inspect.IntType():
            return st.one_of(st.integers(-3, 5), st.integers(-(10**30), 10**30))
        case msgspec.inspect.BoolType():
            return st.booleans()
        case msgspec.inspect.NoneType():
            return st.none()
        case msgspec.inspect.RawType():
            return st.sampled_from(
                (Raw(b"{}"), Raw(b"[1"), Raw(b'{"key":"k","stopped_at":"2020-01-01T00:00:00"}'), _self())
            )
        case msgspec.inspect.StructType(cls=cls):
            return anything(cls)
        case msgspec.inspect.VarTupleType(item_type=item):
            return st.lists(_of(item), max_size=3).map(tuple)
        case msgspec.inspect.TupleType(item_types=items):
            return st.tuples(*(_of(i) for i in items))
        case msgspec.inspect.UnionType(types=types):
            return st.one_of(*(_of(t) for t in types))
    return words


def _self() -> Raw:
    return Raw(ev.encode(ev.Added(id="inner", at=core_shops.START, line=ev.Line("a"))))


def anything(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of a struct, sane or not."""
    info = msgspec.inspect.type_info(cls)
    assert isinstance(info, msgspec.inspect.StructType)
    return st.builds(cls, **{field.name: _of(field.type) for field in info.fields})


words = st.one_of(st.sampled_from((*CHOICES, *QUESTIONS, *TEXTS, "-", "k1", "garn/u1/2/0")), st.text(max_size=12))
moments = st.one_of(
    st.integers(-(10**6), 10**6).map(lambda s: core_shops.START + timedelta(seconds=s)),
    st.datetimes(),
    st.datetimes(timezones=st.timezones() | st.just(core_shops.START.tzinfo)),
)
KINDS: tuple[type[Any], ...] = ev.Event.__args__
events = st.one_of(*(anything(kind) for kind in KINDS))
