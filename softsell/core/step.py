"""The one function that moves a shopper, and the one time at which to look again.

Rules
1. `step` is total and deterministic: no I/O, no clock, no dice, never raises. Illegal input leaves the state untouched;
   `attempt` says why.
2. `due` is derived from the state, so nothing is ever cancelled. After a wake-up it is None or later; waking twice is once.
3. Every effect's id is known here: `shop/shopper/seq/n`, with the seq of the state it comes with.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from softsell.core import cart as carts
from softsell.core import events as ev
from softsell.core import talk
from softsell.core.absorb import absorb
from softsell.core.choosing import choose
from softsell.core.conversation import awaits, next_look, wake
from softsell.core.effects import Assigned, Effect, Forget, Forward, HandOver, Withdraw, effect_id
from softsell.core.experiment import arm, bucket
from softsell.core.facts import language
from softsell.core.letters import compose
from softsell.core.merge import merge
from softsell.core.outreach import Ask, Reason, Wait, asked, decide, hushed, live, look_at
from softsell.core.preferences import CARTS, declined, postponed
from softsell.core.results import settle
from softsell.core.sane import EARLIEST, LATEST, sane
from softsell.core.shop import Shop
from softsell.core.shopper import MOST, Index, Letter, Outlook, Shopper, decode, encode, new

HOPS = 8  # how often one event may be passed on between keys
QUIET_EVENTS = (ev.Seen, ev.Viewed, ev.Searched, ev.Saved)


class Moved(Struct, frozen=True):
    """The state after the event, and what to do."""

    shopper: Shopper
    effects: tuple[Effect, ...] = ()


class Ignored(Struct, frozen=True):
    """The event changed nothing, and why."""

    reason: str


def step(shop: Shop, shopper: Shopper, event: ev.Event, now: datetime) -> tuple[Shopper, tuple[Effect, ...]]:
    """The shopper after one event received at `now`, and the effects. Deterministic; never raises."""
    match attempt(shop, shopper, event, now):
        case Moved(after, effects):
            return after, effects
        case _:
            return shopper, ()


def due(shop: Shop, shopper: Shopper) -> datetime | None:
    """When to wake this shopper next (UTC), or None. Early or twice is harmless."""
    if shopper.forgotten_at or shopper.forwarded_to:
        return None
    times = [_cart_look(shop, shopper)]
    if shopper.conversation is not None:
        times.append(next_look(shop, shopper.conversation))
    times.append(_retention(shop, shopper))
    return min((t for t in times if t is not None), default=None)


def attempt(shop: Shop, shopper: Shopper, event: ev.Event, now: datetime) -> Moved | Ignored:
    """Like `step`, but says why an event was ignored."""
    whole = sane(event, now)
    if isinstance(whole, str):
        return Ignored(whole)
    event = whole
    if shopper.forwarded_to:
        return _pass_on(shopper, event)
    if shopper.forgotten_at and not isinstance(event, (ev.Woke, ev.Erased, ev.Joined)):
        shopper = replace(new(shopper.key), seq=shopper.seq)  # forgotten means forgotten: they begin anew
    shopper = shopper if isinstance(event, ev.Woke) else _seen(shopper, event)
    match event:
        case ev.Woke():
            return _wake(shop, shopper, now)
        case ev.Joined():
            return _leave(shopper, event)
        case ev.Merged():
            other = _state(event)
            return Ignored("not_a_state") if other is None else _done(shop, shopper, merge(shopper, other), ())
        case ev.Relayed():
            try:
                inner = ev.decode(bytes(event.event))
            except (msgspec.MsgspecError, RecursionError):
                return Ignored("not_an_event")
            return (
                Ignored("not_relayed")
                if isinstance(inner, (ev.Woke, ev.Relayed))
                else attempt(shop, shopper, inner, now)
            )
        case ev.Erased():
            return _forget(shopper, now)
        case (
            ev.Answered()
            | ev.Said()
            | ev.Drafted()
            | ev.PersonSaid()
            | ev.TookOver()
            | ev.HandedBack()
            | ev.Unsubscribed()
        ):
            said = talk.hear(shop, shopper, event, now)
            return Ignored(said) if isinstance(said, str) else _done(shop, shopper, said[0], said[1])
        case ev.Declined() | ev.Postponed() | ev.LanguageChosen() | ev.Requested():
            chosen = choose(shop, shopper, event, now)
            return Ignored(chosen) if isinstance(chosen, str) else _done(shop, shopper, chosen[0], chosen[1])
    told = absorb(shop, shopper, event) or settle(shop, shopper, event, now)
    return Ignored("unknown_effect") if told is None else _done(shop, shopper, told, (), event)


def index(shopper: Shopper) -> Index:
    """What the store keeps beside the state."""
    cart, conversation = live(shopper), shopper.conversation
    standing = carts.fold(cart, shopper.orders) if cart else carts.Standing()
    outlook = next((o for o in shopper.outlooks if cart and o.cart_id == cart.id), None)
    letter = next((x for x in reversed(shopper.letters) if cart and x.cart_id == cart.id), None)
    ordered = [o.at for o in shopper.orders if not o.cancelled]
    return Index(
        address=shopper.address,
        ordered_at=max(ordered, default=None),
        stage=conversation.state if conversation else (letter.status if letter else ("cart" if cart else "")),
        reason=outlook.reason if outlook else "",
        cart_at=standing.touched,
        cart_value=carts.value(standing),
        needs_person=conversation is not None and awaits(conversation),
        suppressed=shopper.suppressed or ("stopped" if shopper.stopped_at else ""),
    )


def _seen(shopper: Shopper, event: ev.Event) -> Shopper:
    first = min(shopper.first_seen or event.at, event.at)
    last = max(shopper.last_seen or event.at, event.at)
    return replace(shopper, first_seen=first, last_seen=last)


def _state(event: ev.Merged) -> Shopper | None:
    """The other key's state; None for what is none, or holds times that cannot be."""
    try:
        other = decode(bytes(event.shopper))
        times = _times(msgspec.to_builtins(other, builtin_types=(datetime,)))
    except (msgspec.MsgspecError, RecursionError):
        return None
    return other if all(t.utcoffset() is not None and EARLIEST.year <= t.year <= LATEST.year for t in times) else None


def _times(value: object) -> Iterator[datetime]:
    match value:
        case datetime():
            yield value
        case dict():
            for inner in value.values():
                yield from _times(inner)
        case list() | tuple():
            for inner in value:
                yield from _times(inner)


def _forget(shopper: Shopper, now: datetime) -> Moved:
    after = replace(new(shopper.key), seq=shopper.seq + 1, forgotten_at=now)
    return Moved(after, (*_waiting(shopper, "forgotten"), Forget()))


def _waiting(shopper: Shopper, reason: str) -> tuple[Withdraw, ...]:
    return tuple(Withdraw(effect=x.effect, reason=reason) for x in shopper.letters if x.status == "waiting")


def _done(
    shop: Shop, before: Shopper, after: Shopper, effects: tuple[Effect, ...], event: ev.Event | None = None
) -> Moved:
    """Close a step: withdraw letters that are no longer true, look anew where something changed, count the step."""
    if not isinstance(event, (*QUIET_EVENTS, ev.Skipped)):
        after = replace(after, outlooks=())
    letters, withdrawn = [], []
    for letter in after.letters:
        reason = _untrue(shop, after, letter) if letter.status == "waiting" else ""
        letters.append(replace(letter, status="withdrawn") if reason else letter)
        if reason:
            withdrawn.append(Withdraw(effect=letter.effect, reason=reason))
    return Moved(replace(after, seq=before.seq + 1, letters=tuple(letters)), (*effects, *withdrawn))


def _untrue(shop: Shop, shopper: Shopper, letter: Letter) -> str:
    if shopper.stopped_at or shopper.suppressed:
        return "stopped"
    if declined(shopper, CARTS):
        return str(Reason.DECLINED)
    if postponed(shopper, letter.at):
        return str(Reason.POSTPONED)
    if letter.language and letter.language != language(shop, shopper):
        return "changed"
    cart = next((c for c in shopper.carts if c.id == letter.cart_id), None)
    standing = carts.fold(cart, shopper.orders) if cart else carts.Standing()
    if cart is None or not standing.lines:
        return "bought" if shopper.orders else "empty"
    if hush := hushed(shop.policy, shopper, letter.at):  # a no, a person, or a talk that began in the meantime
        return str(hush)
    others = (x for x in asked(shopper, cart, standing) if x.effect != letter.effect and x.touch == letter.touch)
    if any(x.status != "waiting" for x in others):  # its forerunner was withdrawn too late and went out after all
        return "already_asked"
    if letter.products and letter.products != standing.products:  # it would name what is bought or gone
        return "changed"
    return "changed" if standing.touched and standing.touched > letter.at else ""


def _leave(shopper: Shopper, event: ev.Joined) -> Moved | Ignored:
    if event.into == shopper.key:
        return Ignored("joined_itself")
    letters = tuple(replace(x, status="withdrawn") if x.status == "waiting" else x for x in shopper.letters)
    known = replace(shopper, letters=letters)  # else they would wait for ever under the other key
    left = ev.encode(ev.Merged(id=f"merged:{shopper.key}", at=event.at, shopper=msgspec.Raw(encode(known))))
    after = replace(new(shopper.key), seq=shopper.seq + 1, forwarded_to=event.into)
    return Moved(after, (*_waiting(shopper, "joined"), Forward(to=event.into, event=msgspec.Raw(left))))


def _pass_on(shopper: Shopper, event: ev.Event) -> Moved | Ignored:
    if isinstance(event, (ev.Woke, ev.Joined)):
        return Ignored("forwarded")
    if event.id.count(">") >= HOPS:
        return Ignored("too_many_hops")
    inner = event if isinstance(event, ev.Relayed) else None
    body = bytes(inner.event) if inner else ev.encode(event)
    passed = ev.encode(ev.Relayed(id=f"{event.id}>{shopper.key}", at=event.at, event=msgspec.Raw(body)))
    if isinstance(event, ev.Merged):
        passed = ev.encode(replace(event, id=f"{event.id}>{shopper.key}"))
    return Moved(replace(shopper, seq=shopper.seq + 1), (Forward(to=shopper.forwarded_to, event=msgspec.Raw(passed)),))


def _wake(shop: Shop, shopper: Shopper, now: datetime) -> Moved | Ignored:
    at = due(shop, shopper)
    if at is None or at > now:
        return Ignored("early")
    gone = _retention(shop, shopper)
    if gone is not None and gone <= now:
        return _forget(shopper, now)
    after = shopper
    effects: tuple[Effect, ...] = ()
    late = talk.overdue(shop, shopper, now)
    if late is not None:
        after, effects = late
    elif shopper.conversation is not None:
        conversation, wanted = wake(shop, shopper.conversation, now)
        after = replace(after, conversation=conversation)
        effects = (HandOver(conversation=conversation.id, reason=wanted),) if wanted else ()
    look = _cart_look(shop, after)
    if look is not None and look <= now:
        after, more = _look(shop, after, now)
        effects = more + effects  # the letter comes first: `_look` named it as number 0
    return Moved(replace(after, seq=shopper.seq + 1), effects)


def _cart_look(shop: Shop, shopper: Shopper) -> datetime | None:
    cart = live(shopper)
    if cart is None:
        return None
    standing = carts.fold(cart, shopper.orders)
    outlook = next((o for o in shopper.outlooks if o.cart_id == cart.id), None)
    if outlook is not None and outlook.touched == standing.touched:
        return outlook.until
    return look_at(shop, shopper, cart)


def _look(shop: Shop, shopper: Shopper, now: datetime) -> tuple[Shopper, tuple[Effect, ...]]:
    cart = live(shopper)
    assert cart is not None
    standing = carts.fold(cart, shopper.orders)
    assert standing.touched is not None
    decision = decide(shop, shopper, cart, now)
    if not isinstance(decision, Ask):
        # Later than now whatever the settings say, or the wake-ups would never end.
        until = max(decision.until, now + timedelta(minutes=1)) if isinstance(decision, Wait) else None
        rest = [o for o in shopper.outlooks if o.cart_id != cart.id]
        outlook = Outlook(cart.id, standing.touched, str(decision.reason), until)
        return replace(shopper, outlooks=(*rest, outlook)[-MOST["outlooks"] :]), ()
    policy = shop.policy
    own = shopper.arm or arm(policy.salt, shopper.key, policy.holdout)
    chosen = "service" if decision.service else own  # help with a fault is not held out
    ask = compose(shop, shopper, cart, decision, chosen, now)
    effects: tuple[Effect, ...] = (ask,)
    if not decision.service:
        effects += (Assigned(arm=own, cart_id=cart.id, bucket=bucket(policy.salt, shopper.key)),)
    letter = Letter(
        effect=effect_id(shop.id, shopper.key, shopper.seq + 1, 0),
        cart_id=cart.id,
        touch=decision.touch,
        arm=chosen,
        basis=decision.basis,
        at=now,
        last=policy.follow_up_hours <= 0 or decision.touch > 1,
        products=standing.products,
        language=ask.language,
    )
    assigned = {} if decision.service else {"arm": own, "arm_at": shopper.arm_at or now}
    return replace(shopper, letters=(*shopper.letters, letter)[-MOST["letters"] :], outlooks=(), **assigned), effects


def _retention(shop: Shop, shopper: Shopper) -> datetime | None:
    if shopper.last_seen is None:
        return None
    policy = shop.policy
    days = (
        policy.conversation_days if shopper.address or shopper.conversation or shopper.orders else policy.anonymous_days
    )
    return shopper.last_seen + timedelta(days=days)
