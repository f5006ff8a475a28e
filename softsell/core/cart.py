"""Carts: what stands in them, whatever order the events came in.

Rules
1. A cart is the set of its operations, whose lines bear the catalogue's names (`absorb`); `fold` sorts them by (when, id).
   Shuffled and repeated events give the same cart.
2. One purchase retires every line it covers, in every cart, up to `SLACK` after it (clocks differ).
3. When a cart has more than `MOST_OPS` operations the oldest half becomes one; older ones that arrive later are too late.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from softsell.core.events import Line
from softsell.core.sane import MOST_QUANTITY
from softsell.core.shopper import MOST, Cart, Op, Purchase, Sign

SLACK = timedelta(minutes=5)
MOST_OPS = 64
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


class Standing(Struct, frozen=True):
    """A folded cart: its lines, when it became non-empty (`started`) and when it was last `touched`."""

    lines: tuple[Line, ...] = ()
    started: datetime | None = None
    touched: datetime | None = None

    @property
    def products(self) -> tuple[str, ...]:
        """The products of the lines, each once."""
        return tuple(dict.fromkeys(line.product_id for line in self.lines))


def record(carts: tuple[Cart, ...], cart_id: str, op: Op) -> tuple[Cart, ...]:
    """The carts with one more operation; the same id changes nothing, and one older than the base is too late."""
    old = next((c for c in carts if c.id == cart_id), Cart(id=cart_id))
    if any(o.id == op.id for o in old.ops) or (old.ops and old.ops[0].kind == "base" and op.at <= old.ops[0].at):
        return carts
    ops = tuple(sorted((*old.ops, op), key=_order))
    if len(ops) > MOST_OPS:
        ops = (_base(ops[: MOST_OPS // 2]), *ops[MOST_OPS // 2 :])
    return put(carts, replace(old, ops=ops))


def put(carts: tuple[Cart, ...], cart: Cart) -> tuple[Cart, ...]:
    """The carts with this one in its place, sorted by id; beyond the most, those untouched for longest fall off."""
    rest = [c for c in carts if c.id != cart.id]
    kept = sorted([*rest, cart], key=lambda c: (_moved(c), c.id), reverse=True)
    return tuple(sorted(kept[: MOST["carts"]], key=lambda c: c.id))


def _moved(cart: Cart) -> datetime:
    last = [op.at for op in cart.ops[-1:]] + [sign.at for sign in cart.signs[-1:]]
    return max(last, default=_NEVER)


def sign(carts: tuple[Cart, ...], cart_id: str, mark: Sign) -> tuple[Cart, ...]:
    """The carts with one more piece of evidence of trouble in the cart; its postcode is the last one asked about."""
    old = next((c for c in carts if c.id == cart_id), Cart(id=cart_id))
    marks = {s.id: s for s in (*old.signs, mark)}
    signs = tuple(sorted(marks.values(), key=lambda s: (s.at, s.id))[-MOST["signs"] :])
    places = [s.detail for s in signs if s.trouble == "cost_total" and s.detail]
    return put(carts, replace(old, signs=signs, postcode=places[-1] if places else old.postcode))


def join(left: tuple[Cart, ...], right: tuple[Cart, ...]) -> tuple[Cart, ...]:
    """Two people's carts as one person's: operations of carts with the same id are united."""
    carts = left
    for cart in right:
        for op in cart.ops:
            carts = record(carts, cart.id, op)
        for mark in cart.signs:
            carts = sign(carts, cart.id, mark)
    return carts


def fold(cart: Cart, orders: Iterable[Purchase] = ()) -> Standing:
    """What stands in the cart after all operations and orders, in the order in which they happened."""
    steps: list[tuple[tuple[datetime, int, str], Op | Purchase]] = [(_order(op), op) for op in cart.ops]
    steps += [((o.at, 2, o.id), o) for o in orders if not o.cancelled]
    held: dict[str, tuple[Line, datetime]] = {}
    bought: list[Purchase] = []
    started: datetime | None = None
    touched: datetime | None = None
    for _, thing in sorted(steps, key=lambda s: s[0]):
        if isinstance(thing, Purchase):
            bought.append(thing)
        else:
            held = _apply(held, thing)
            touched = thing.at
        for purchase in bought:
            held = {name: v for name, v in held.items() if not _covers(purchase, cart.id, *v)}
        started = (started or thing.at) if held else None
    lines = tuple(line for _, (line, _) in sorted(held.items()))
    return Standing(lines=lines, started=started, touched=touched)


def key(line: Line) -> str:
    """What tells lines of a cart apart."""
    return line.variant_id or line.product_id


def value(standing: Standing) -> int:
    """The sum of the lines in minor units, as the shop reported their prices."""
    return sum((line.price or 0) * line.quantity for line in standing.lines)


def trouble(cart: Cart, standing: Standing) -> Sign | None:
    """The latest hard evidence (a refused payment, a broken page) of the episode that stands, if any."""
    hard = [s for s in cart.signs if s.trouble in ("payment_declined", "technical")]
    return next((s for s in reversed(hard) if standing.started and s.at >= standing.started - SLACK), None)


def _order(op: Op) -> tuple[datetime, int, str]:
    return (op.at, 0 if op.kind == "base" else 1, op.id)


def _covers(order: Purchase, cart_id: str, line: Line, since: datetime) -> bool:
    if line.product_id in order.products or line.variant_id in order.products:
        return since <= order.at + SLACK
    return since <= order.at and (order.cart_id == cart_id or not order.products)


def _apply(held: dict[str, tuple[Line, datetime]], op: Op) -> dict[str, tuple[Line, datetime]]:
    match op.kind:
        case "base":
            return {key(line): (line, at) for line, at in zip(op.lines, op.since, strict=False)}
        case "set":
            out: dict[str, tuple[Line, datetime]] = {}
            for line in op.lines:
                old = held.get(key(line))
                if line.quantity > 0:
                    same = old is not None and old[0].quantity >= line.quantity
                    out[key(line)] = (line, old[1] if old and same else op.at)
            return out
        case "add" | "remove":
            out = dict(held)
            for line in op.lines:
                if line.quantity <= 0:
                    continue
                name = _meant(out, line) if op.kind == "remove" else key(line)
                old = out.get(name)
                before = old[0].quantity if old else 0
                quantity = min(MOST_QUANTITY, before + line.quantity * (1 if op.kind == "add" else -1))
                if quantity <= 0:
                    out.pop(name, None)
                elif op.kind == "add":
                    out[name] = (_fill(line, old, quantity), op.at)
                elif old:
                    out[name] = (replace(old[0], quantity=quantity), old[1])
            return out
    return held


def _meant(held: dict[str, tuple[Line, datetime]], line: Line) -> str:
    """Which line is taken out: the very one, else the only one of that product."""
    alike = [name for name, (one, _) in held.items() if one.product_id == line.product_id]
    return key(line) if key(line) in held or len(alike) != 1 else alike[0]


def _fill(line: Line, old: tuple[Line, datetime] | None, quantity: int) -> Line:
    if old is None:
        return replace(line, quantity=quantity)
    known = old[0]
    return replace(
        line,
        quantity=quantity,
        name=line.name or known.name,
        price=known.price if line.price is None else line.price,
        currency=line.currency or known.currency,
        url=line.url or known.url,
    )


def _base(ops: tuple[Op, ...]) -> Op:
    held: dict[str, tuple[Line, datetime]] = {}
    for op in ops:
        held = _apply(held, op)
    items = sorted(held.items())
    return Op(
        at=ops[-1].at,
        id=f"base:{ops[-1].id}"[:200],
        kind="base",
        lines=tuple(line for _, (line, _) in items),
        since=tuple(at for _, (_, at) in items),
    )
