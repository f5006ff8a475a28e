"""Two keys that turned out to be one person: the old one forwards, the new one takes in what the old one knew.

Rules
1. Carts, orders and letters are united; of two consents the stricter holds; a stop, a bounce, a complaint, a declined
   kind and the longer pause of either stay.
2. The first arm stays (`mixed_arms` says that both were touched); the conversation that moved last goes on, but one that a
   person holds before any other.
"""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from softsell.core import cart as carts
from softsell.core.events import Consent
from softsell.core.shopper import MOST, Conversation, Shopper


def merge(mine: Shopper, other: Shopper) -> Shopper:
    """`mine` with everything the other key knew of the same person."""
    orders = {o.id: o for o in (*other.orders, *mine.orders)}
    for o in other.orders:
        if o.cancelled:
            orders[o.id] = replace(orders[o.id], cancelled=True)
    letters = {x.effect: x for x in (*other.letters, *mine.letters)}
    viewed = {p: t for t, p in sorted((*mine.viewed, *other.viewed))}
    first, second = sorted((mine, other), key=lambda s: (s.arm_at is None, s.arm_at or datetime.max, s.key))
    talks = [t for t in (mine.conversation, other.conversation) if t is not None]
    newer, older = (mine, other) if (mine.known_at or _NEVER) >= (other.known_at or _NEVER) else (other, mine)
    return replace(
        mine,
        first_seen=_pick(min, mine.first_seen, other.first_seen),
        last_seen=_pick(max, mine.last_seen, other.last_seen),
        known_at=_pick(max, mine.known_at, other.known_at),
        name=newer.name or older.name,
        address=mine.address or other.address,
        language=newer.language or older.language,
        timezone=newer.timezone or older.timezone,
        country=newer.country or older.country,
        postcode=newer.postcode or older.postcode,
        customer=mine.customer or other.customer,
        consent=_stricter(mine.consent, other.consent),
        stopped_at=_pick(max, mine.stopped_at, other.stopped_at),
        suppressed=mine.suppressed or other.suppressed,
        suspect=tuple(sorted({*mine.suspect, *other.suspect}))[:12],
        said_no_at=_pick(max, mine.said_no_at, other.said_no_at),
        declined=mine.declined | {t: max(at, mine.declined.get(t, at)) for t, at in other.declined.items()},
        postponed_until=_pick(max, mine.postponed_until, other.postponed_until),
        chosen_language=newer.chosen_language or older.chosen_language,
        carts=carts.join(mine.carts, other.carts),
        viewed=tuple(sorted((t, p) for p, t in viewed.items())[-MOST["viewed"] :]),
        orders=tuple(sorted(orders.values(), key=lambda o: (o.at, o.id))[-MOST["orders"] :]),
        letters=tuple(sorted(letters.values(), key=lambda x: (x.at, x.effect))[-MOST["letters"] :]),
        outlooks=(),
        returned=tuple(sorted({*mine.returned, *other.returned}, key=lambda b: (b.at, b.effect))[-MOST["returned"] :]),
        arm=first.arm,
        arm_at=first.arm_at,
        mixed_arms=mine.mixed_arms or other.mixed_arms or bool(second.arm and second.arm != first.arm),
        conversation=_talk(talks),
        spoken=tuple(sorted((*mine.spoken, *other.spoken))[-MOST["spoken"] :]),
    )


def _talk(talks: list[Conversation]) -> Conversation | None:
    if not talks:
        return None
    unproved = min((t.unproved_since for t in talks if t.unproved_since), default=None)
    return replace(max(talks, key=lambda t: (t.state == "handed_over", t.moved_at, t.id)), unproved_since=unproved)


_NEVER = datetime.fromisoformat("0001-01-01T00:00:00+00:00")


def _pick(choose: Callable[[datetime, datetime], datetime], a: datetime | None, b: datetime | None) -> datetime | None:
    if a is None or b is None:
        return a or b
    return choose(a, b)


def _stricter(a: Consent | None, b: Consent | None) -> Consent | None:
    if a is None or b is None:
        return a or b
    withdrawn = [c for c in (a, b) if c.basis == "withdrawn"]
    return max(withdrawn or [a, b], key=lambda c: (c.at, c.basis))
