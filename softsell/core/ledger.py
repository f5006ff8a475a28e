"""What a recorded log says about one shopper, retold in the simplest way for `check`; nothing here decides anything.

It shares no code with what it checks (`cart`, `outreach`, `conversation`): the same facts are counted a second time.
"""

import re
from datetime import datetime, timedelta

import msgspec

from softsell.advise.catalogue import choices_of
from softsell.advise.understand import Understood, understand
from softsell.core import events as ev
from softsell.core.asides import asks_again, asks_who
from softsell.core.book import Ledger, Mailed
from softsell.core.effects import Ask, Assigned, Draft, Effect, Say, Withdraw
from softsell.core.pointing import approves
from softsell.core.shop import Shop
from softsell.core.shopper import Shopper

CLOCKS = timedelta(minutes=5)  # an order covers what went into a cart up to so much later
PAUSE = timedelta(days=1098)  # the longest that is kept
CLAIMS = ("fix-", "offer", "answer", "person-said")
SATISFIED = ("yes", "finish")
YES = {"yes", "yeah", "yep", "yup", "ok", "okay", "sure", "já", "ja", "jú", "ju", "jamm", "endilega", "gjarnan"}
MOST_WORDS = 6  # of a text that only says yes
# What a model may read in a text.
READ = {"trouble", "question", "need", "recommend", "person", "support", "later", "no"}

ABOUT_US = {"full", "reputation", "policy", "spam", "relay", "too-big", "ours"}  # no proof against an address

Outcome = ev.Sent | ev.Ghosted | ev.Unsure | ev.Skipped | ev.Held | ev.Bounced
Spoken = ev.Answered | ev.Said | ev.TookOver | ev.HandedBack | ev.PersonSaid


def note(shop: Shop, book: Ledger, event: ev.Event, now: datetime, ignored: bool) -> None:
    """Write an event into the ledger. A no and a pause count even when they were ignored; nothing else that was."""
    match event:
        case ev.Complained():
            book.closed = True
            _stop(book, now)
        case ev.Unsubscribed() | ev.Answered(choice="stop") | ev.Requested(what="erase"):
            _stop(book, now)
        case ev.Said() if _understood(shop, book, event).stop:
            _stop(book, now)
        case ev.Declined(topic="carts"):
            book.declined_at = book.declined_at or now
        case ev.Postponed(until=until) if until.utcoffset() is not None and until > now:
            book.pause_until = max(book.pause_until or now, min(until, now + PAUSE))
        case _ if ignored:
            return
        case ev.LanguageChosen():
            book.chosen = event.language
        case ev.Relayed():
            note(shop, book, ev.decode(bytes(event.event)), now, ignored)
        case ev.Merged():
            _take(book, msgspec.json.decode(bytes(event.shopper), type=Shopper))
        case ev.Answered() | ev.Said() | ev.TookOver() | ev.HandedBack() | ev.PersonSaid():
            _spoken(shop, book, event, now)
        case ev.Drafted():
            _drafted(shop, book, event, now)
        case ev.Sent() | ev.Ghosted() | ev.Unsure() | ev.Skipped() | ev.Held() | ev.Bounced():
            _outcome(book, event, now)
        case _:
            _shopped(shop, book, event)


def record(book: Ledger, effect_id: str, effect: Effect, now: datetime) -> None:
    """Write an effect into the ledger, after it was checked."""
    match effect:
        case Ask():
            named = tuple(products(effect))
            last = any(m.kind == "freedom-last" for m in effect.meanings)
            book.letters[effect_id] = Mailed(
                effect_id, effect.cart_id, effect.touch, effect.arm, now, standing(book, effect.cart_id)[1], named, last
            )
        case Withdraw():
            if effect.effect in book.letters:
                book.letters[effect.effect].pending = False
        case Assigned():
            book.arm = effect.arm
        case Draft():
            book.draft, book.draft_until = effect_id, effect.until
        case Say():
            if effect.conversation != book.talk:
                book.talk, book.facets, book.asked = effect.conversation, set(), set()
            book.turn, book.draft = book.turn + 1, ""  # what was waited for is answered, or its time was over
            if any(m.kind.startswith(CLAIMS) and m.kind != "offer-none" for m in effect.meanings):
                book.claim = book.turn
            book.question, book.offered = effect.question, tuple(c.id for c in effect.choices)
            if effect.question.startswith("need:"):
                book.asked.add(effect.question)


def products(ask: Ask) -> set[str]:
    """The products that a letter names as left in the cart."""
    slots = [slot for m in ask.meanings for slot in m.slots.values()]
    return {item.product_id for slot in slots for item in getattr(slot, "items", ())}


def standing(book: Ledger, cart_id: str) -> tuple[frozenset[str], datetime | None]:
    """The products that stand in a cart by everything in the ledger, and since when it has not been empty."""
    timeline: list[tuple[datetime, int, str, str, tuple[ev.Line, ...]]] = [
        (at, 1, name, kind, lines) for (cart, name), (at, kind, lines) in book.moves.items() if cart == cart_id
    ]
    live = {name: order for name, order in book.orders.items() if name not in book.cancelled}
    timeline += [(at, 2, name, "order", ()) for name, (at, _, _) in live.items()]
    held: dict[tuple[str, str], tuple[int, datetime]] = {}  # by product and variant
    since: datetime | None = None
    passed: list[str] = []
    for at, _, name, kind, lines in sorted(timeline, key=lambda t: t[:3]):
        if kind == "order":
            passed.append(name)
        new = {} if kind == "set" else dict(held)
        for line in lines:
            one = (line.product_id, line.variant_id)
            alike = [other for other in held if other[0] == one[0]]
            if kind == "remove" and one not in held and len(alike) == 1:
                one = alike[0]
            had, when = held.get(one, (0, at))
            match kind:
                case "add" if line.quantity > 0:
                    new[one] = (had + line.quantity, at)
                case "set" if line.quantity > 0:
                    new[one] = (line.quantity, when if had >= line.quantity else at)
                case "remove":
                    new[one] = (had - line.quantity, when)
        held = {
            p: v for p, v in new.items() if v[0] > 0 and not any(_bought(live[o], cart_id, p, v[1]) for o in passed)
        }
        since = (since or at) if held else None
    return frozenset(product for product, _ in held), since


def _bought(order: tuple[datetime, tuple[str, ...], str], cart_id: str, held: tuple[str, str], added: datetime) -> bool:
    at, named, cart = order
    if held[0] in named or held[1] in named:
        return added <= at + CLOCKS
    return added <= at and (not named or cart == cart_id)


def _shopped(shop: Shop, book: Ledger, event: ev.Event) -> None:
    cart = getattr(event, "cart_id", "")[:120] or "-"
    match event:
        case ev.Added() | ev.Removed():
            kind = "add" if isinstance(event, ev.Added) else "remove"
            book.moves.setdefault((cart, event.id), (event.at, kind, _named(shop, (event.line,))))
        case ev.CartUpdated() | ev.CheckoutStarted():
            kind = "set" if event.lines or isinstance(event, ev.CartUpdated) else "touch"
            book.moves.setdefault((cart, event.id), (event.at, kind, _named(shop, event.lines)))
        case ev.CheckoutStep():
            book.moves.setdefault((cart, event.id), (event.at, "touch", ()))
        case ev.PaymentFailed() | ev.ClientFailed():
            book.faults.add(cart)
        case ev.Ordered():
            book.customer = True
            known = book.orders.get(event.order_id)
            at = min(known[0], event.at) if known else event.at
            lines = (*event.lines, *_named(shop, event.lines))
            names = {name for line in lines for name in (line.product_id, line.variant_id) if name}
            book.orders[event.order_id] = (at, tuple(sorted(names)), event.cart_id)
        case ev.OrderCancelled():
            book.cancelled.add(event.order_id)
        case ev.Identified():
            _identify(book, event)


def _named(shop: Shop, lines: tuple[ev.Line, ...]) -> tuple[ev.Line, ...]:
    """The lines by the names that the catalogue has for what they name."""
    names = [shop.catalogue.names(line.product_id, line.variant_id) for line in lines]
    return tuple(
        msgspec.structs.replace(line, product_id=product, variant_id=variant)
        for line, (product, variant) in zip(lines, names, strict=True)
    )


def _identify(book: Ledger, event: ev.Identified) -> None:
    later = book.known_at is None or event.at >= book.known_at
    for name in ("address", "country", "timezone", "language"):
        old, new = getattr(book, name), getattr(event, name).strip()
        setattr(book, name, (new or old) if later else (old or new))
    book.known_at = max(book.known_at or event.at, event.at)
    book.customer = book.customer or event.customer
    _consent(book, event.consent)


def _consent(book: Ledger, new: ev.Consent | None) -> None:
    old = book.consent
    if new is not None and (old is None or new.at > old.at or (new.at == old.at and old.basis != "withdrawn")):
        book.consent = old = new
    proved = old is not None and old.basis == "consent" and bool(old.text)
    if proved and old is not None and book.stopped_at is not None and old.at > book.stopped_at:
        book.stopped_at = None
    if proved and old is not None and book.declined_at is not None and old.at > book.declined_at:
        book.declined_at = None


def _outcome(book: Ledger, event: Outcome, now: datetime) -> None:
    letter = book.letters.get(event.effect)
    if isinstance(event, ev.Bounced):
        if not event.permanent and event.reason not in ABOUT_US:
            book.returned[event.effect or event.id] = now
        lately = sum(at > now - timedelta(days=14) for at in book.returned.values())
        book.closed = book.closed or event.permanent or lately >= 3
    if letter is None:
        return
    letter.pending = False
    if isinstance(event, (ev.Sent, ev.Ghosted, ev.Unsure)):
        letter.out = letter.out or event.at


def _spoken(shop: Shop, book: Ledger, event: Spoken, now: datetime) -> None:
    if not isinstance(event, ev.Said) or event.trusted:
        book.last_word = now
    match event:
        case ev.TookOver() | ev.PersonSaid():
            book.held = True
        case ev.HandedBack():
            book.held = False
        case ev.Answered():
            book.turn += 1
            choice, question = event.choice, event.question
            need = (question or book.question).startswith("need:")  # "yes" and "no" are then plain answers
            fits = choice.startswith("suits:") or (choice in SATISFIED and not (need and choice == "yes"))
            if choice == "no" and not need and book.question != "permission":
                book.no_at = now
            if fits:
                book.satisfied = book.turn
            elif choice != "pickup":
                book.concern = book.turn
            book.placed = book.placed or choice == "pickup"
            if not fits or choice.startswith("suits:"):
                book.told = book.turn
            facet = shop.catalogue.facets.get(question.removeprefix("need:"))
            known = {*(c.id for c in choices_of(facet)), "dont_know", "dont_mind"} if facet is not None else set()
            if choice in known and not book.held:
                book.facets.add(question)
        case ev.Said(trusted=True) if asks_again(event.text) or asks_who(event.text):
            book.turn += 1
        case ev.Said(trusted=True):
            book.turn += 1
            heard = _understood(shop, book, event)
            book.told = book.turn
            book.facets |= set() if book.held else {f"need:{need.facet}" for need in heard.needs if need.wanted}
            if "not_interested" in heard.intents:
                book.no_at = now
            asked = book.question.startswith(("receive", "postcode"))
            place = bool(heard.postcode) and (asked or (book.placed and not heard.question))  # "no, to 600 instead"
            book.placed = book.placed or bool(heard.postcode)  # named in passing it is known, too
            if heard.trouble or (not place and (heard.question or heard.needs)):
                book.concern = book.turn
            elif heard.satisfied or _agrees(book, event.text):
                book.satisfied = book.turn


def _drafted(shop: Shop, book: Ledger, event: ev.Drafted, now: datetime) -> None:
    """What a model read in the buyer's text: it counts in time and as a whole, and is never satisfaction."""
    offered = {(name, choice.id) for name, facet in shop.catalogue.facets.items() for choice in choices_of(facet)}
    listed = set(event.needs) <= offered and set(event.intents) <= READ
    if event.effect == book.draft and not event.why and listed and book.draft_until and now < book.draft_until:
        book.turn = book.concern = book.turn + 1
        book.facets |= {f"need:{facet}" for facet, _ in event.needs}
        book.no_at = now if "no" in event.intents else book.no_at


def _understood(shop: Shop, book: Ledger, event: ev.Said) -> Understood:
    told = book.language.lower().replace("_", "-").split("-")[0]
    wanted = book.chosen if book.chosen in shop.policy.languages else told
    lang = wanted if wanted in shop.policy.languages else shop.policy.language
    return understand(event.text.strip()[:5000], lang, shop.catalogue)


def _stop(book: Ledger, now: datetime) -> None:
    book.stopped_at, book.held = book.stopped_at or now, False


def _take(book: Ledger, other: Shopper) -> None:
    """What another key knew of the same person."""
    book.merged = True
    for cart in other.carts:
        for op in cart.ops:
            book.moves.setdefault((cart.id, op.id), (op.at, op.kind, op.lines))
        if any(sign.trouble in ("payment_declined", "technical") for sign in cart.signs):
            book.faults.add(cart.id)
    for order in other.orders:
        book.orders.setdefault(order.id, (order.at, order.products, order.cart_id))
        book.cancelled |= {order.id} if order.cancelled else set()
    for x in other.letters:
        out = x.at if x.status in ("sent", "ghosted", "unsure", "bounced") else None
        book.letters.setdefault(
            x.effect, Mailed(x.effect, x.cart_id, x.touch, x.arm, x.at, None, x.products, x.last, out, False)
        )
    newer = book.known_at is None or (other.known_at is not None and other.known_at > book.known_at)
    for name in ("address", "country", "timezone", "language"):
        mine, theirs = getattr(book, name), getattr(other, name)
        setattr(book, name, (theirs or mine) if newer and name != "address" else (mine or theirs))
    mine, theirs = book.chosen, other.chosen_language
    book.chosen = (theirs or mine) if newer else (mine or theirs)
    book.known_at = max((t for t in (book.known_at, other.known_at) if t), default=None)
    book.customer = book.customer or other.customer
    both = [c for c in (book.consent, other.consent) if c is not None]
    book.consent = max([c for c in both if c.basis == "withdrawn"] or both, key=lambda c: (c.at, c.basis), default=None)
    book.stopped_at = max((t for t in (book.stopped_at, other.stopped_at) if t), default=None)
    book.no_at = max((t for t in (book.no_at, other.said_no_at) if t), default=None)
    book.closed = book.closed or bool(other.suppressed)
    book.declined_at = max((t for t in (book.declined_at, other.declined.get("carts")) if t), default=None)
    book.pause_until = max((t for t in (book.pause_until, other.postponed_until) if t), default=None)
    book.returned |= {one.effect: one.at for one in other.returned if one.effect not in book.returned}
    talk = other.conversation
    if talk is not None:
        book.turn += 1
        book.told = book.turn if talk.needs else book.told
        book.satisfied = book.turn if talk.satisfied_turn > talk.claim_turn else book.satisfied
        if book.last_word is None or talk.moved_at >= book.last_word:  # that talk goes on, with its open question
            book.question = talk.question
            book.asked = {f"need:{facet}" for facet in talk.asked}
            told = {f"need:{need.facet}" for need in talk.needs if need.wanted}
            book.talk, book.facets = talk.id, told  # of two keys, both may have named theirs alike
    if talk is not None and talk.state == "handed_over" and talk.holder:
        book.held, book.last_word = True, max(talk.moved_at, book.last_word or talk.moved_at)


def _agrees(book: Ledger, text: str) -> bool:
    """Whether a short text says yes to what was just asked: that it suits, which one does, or that it is answered."""
    words = re.findall(r"\w+", text.lower())
    if "?" in text or len(words) > MOST_WORDS:
        return False
    if book.question == "fits":
        return approves(text) or (len(words) <= 4 and not {"no", "not", "none", "nei", "ekki", "ekkert"} & set(words))
    return book.question == "answered" and bool(words) and words[0] in YES
