"""The laws, checked a second time over a recorded log: what was done is held against what had happened.

Rules
1. It decides with its own few lines and with `ledger`, never with the code it checks.
2. One shopper at a time: the entries of one shopper follow each other, so memory is bounded by the longest story.
3. Numbers are those of the laws in the design; 1 is the soundness of the record itself (ids, arms, ghost sends).

A letter's last look and its outcome are minutes apart, so what crossed it in `CROSSED` is no violation.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from hashlib import blake2b
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec import Struct

from softsell.core import events as ev
from softsell.core.book import Entry, Ledger, Mailed
from softsell.core.effects import Ask, Assigned, Draft, Effect, Forget, Say
from softsell.core.ledger import note, products, record, standing
from softsell.core.sane import sane
from softsell.core.shop import Shop
from softsell.values import Money

CROSSED = timedelta(minutes=10)
QUESTIONS = frozenset(
    (
        "ask-trouble", "ask-which", "ask-postcode", "ask-receive", "ask-permission", "ask-open-need", "ask-need",
        "ask-fits", "ask-fits-one", "ask-answered", "ask-question", "ask-tell",
    )
)  # fmt: skip
Found = Iterator[tuple[int, str]]


class Violation(Struct, frozen=True):
    """A law that was broken, about whom, when, and how."""

    law: int
    key: str
    at: datetime
    what: str


def check(shop: Shop, log: Iterable[Entry]) -> tuple[Violation, ...]:
    """Every violation in the log, in its order. Raises ValueError when a shopper's entries are not together."""
    found: list[Violation] = []
    done: set[str] = set()
    for key, entries in groupby(log, key=lambda entry: entry.key):
        if key in done:
            raise ValueError(f"the entries of {key!r} are not together")
        done.add(key)
        found += _story(shop, key, entries)
    return tuple(found)


def _story(shop: Shop, key: str, entries: Iterable[Entry]) -> Iterator[Violation]:
    book, ids = Ledger(), set[str]()
    for entry in entries:
        event = sane(entry.event, entry.now) if entry.event is not None else None
        book.held = _with_person(shop, book, entry.now)
        fresh = isinstance(event, (ev.Sent, ev.Ghosted)) and _still_in(book, event.effect)
        if event is not None and not isinstance(event, str):
            note(shop, book, event, entry.now, ignored=entry.seq <= book.seq)
        whats = list(_outcomes(shop, book, event)) if fresh else []
        for effect_id, effect in entry.effects:
            if effect_id in ids:
                whats.append((1, f"the effect {effect_id} twice"))
            ids.add(effect_id)
            whats += _effect(shop, key, book, event, effect, entry.now)
            record(book, effect_id, effect, entry.now)
        whats += _pending(shop, book, entry)
        book.seq = max(book.seq, entry.seq)
        if any(isinstance(effect, Forget) for _, effect in entry.effects):
            book = Ledger(seq=book.seq)
        yield from (Violation(law, key, entry.now, what) for law, what in whats)


def _effect(shop: Shop, key: str, book: Ledger, event: object, effect: Effect, now: datetime) -> Found:
    match effect:
        case Ask():
            yield from _ask(shop, book, effect, now)
        case Say():
            yield from _say(book, event, effect)
        case Draft():
            yield from _draft(book, event, effect, now)
        case Assigned():
            if book.arm and effect.arm != book.arm:
                yield 1, f"the arm changed from {book.arm} to {effect.arm}"
            elif not book.arm and not book.merged and effect.arm != _arm(shop, key):
                yield 1, f"the arm {effect.arm} is not the one of the hash"


def _ask(shop: Shop, book: Ledger, ask: Ask, now: datetime) -> Found:
    """Laws 5, 6, 7, 9 and 12 for a letter at the moment it was decided on."""
    policy = shop.policy
    lines, since = standing(book, ask.cart_id)
    named = products(ask)
    if not lines or not named:
        yield 5, "a letter about an empty cart"
    if not named <= lines:
        yield 6, f"a letter names what does not stand in the cart: {sorted(named - lines)}"
    if "@" not in book.address or _blocked(book.address, policy.blocked_domains):
        yield 5, "a letter to no address, or to a machine's"
    if why := _unlawful(shop, book, ask):
        yield 5, why
    if not _open(shop, book, now):
        yield 5, "a letter in quiet hours"
    if sum(m.kind in QUESTIONS for m in ask.meanings) != 1:
        yield 7, "a letter asks not one question"
    if why := _refused(shop, book, now):
        yield 9, f"a letter {why}"
    if ask.arm not in ("treated", "holdout", "service") or (ask.arm == "service") != _fault_named(ask):
        yield 1, f"a letter in the arm {ask.arm}"
    if ask.touch == 2:
        first = [x for x in book.letters.values() if x.cart_id == ask.cart_id and x.touch == 1 and x.out is not None]
        if not first or any(x.last for x in first if since is None or x.at >= since):
            yield 12, "a second letter after a first that promised to be the last, or after none"
        if not any(m.kind.startswith("fix-") for m in ask.meanings):
            yield 12, "a second letter without new help"


STANDS = {"thanks", "unclear", "who-writes"}  # said while the question above, and its quick answers, stand as they are


def _say(book: Ledger, event: object, say: Say) -> Found:
    """Laws 7, 8 and 9 for what is said in the conversation."""
    kinds = [m.kind for m in say.meanings]
    asked = sum(kind in QUESTIONS for kind in kinds)
    if asked > 1 or (asked == 0 and say.question and not STANDS & set(kinds)):
        yield 7, f"{asked} questions in one message: {kinds}"
    here = say.conversation == book.talk and say.question.startswith("need:") and say.question != "need:open"
    if here and say.question in book.facets:
        yield 7, f"{say.question} was answered before"
    if here and asked and say.question in book.asked and not {"back", "repeat"} & set(kinds):
        yield 7, f"{say.question} was asked before, and nothing says that it is asked again"
    own = kinds == ["person-said"] and isinstance(event, ev.PersonSaid)
    if not own and "stopped" not in kinds and book.held:
        yield 9, "the machine spoke while a person holds the conversation"
    if say.close and isinstance(event, ev.Drafted):
        yield 8, "a model's reading led to the checkout"
    if say.close or "close" in kinds:
        yield from _close(book, say)


def _draft(book: Ledger, event: object, draft: Draft, now: datetime) -> Found:
    """Laws 1, 9 and 10 for a text that a language model is asked about."""
    if not isinstance(event, ev.Said) or not event.trusted or draft.text not in event.text:
        yield 1, "a model was asked about what no buyer just wrote"
    if book.stopped_at is not None or book.closed:
        yield 9, "a model was asked about somebody who wants no more"
    if book.held:
        yield 9, "a model was asked while a person holds the conversation"
    if draft.until <= now:
        yield 10, "a model was asked with no time to answer"


def _close(book: Ledger, say: Say) -> Found:
    if book.satisfied <= book.claim:
        yield 8, "a close without the buyer's satisfaction after the last claim"
    if book.concern > book.satisfied:
        yield 8, "a close over an open concern"
    if not book.told:
        yield 8, "a close with no need known"
    totals = [m.slots.get("total") for m in say.meanings if m.kind == "close"]
    if not any(
        isinstance(x, Money) and x.source and x.as_of is not None and x.includes in ("tax+delivery", "tax+pickup")
        for x in totals
    ):
        yield 8, "a close without the whole total, its source and time"


def _still_in(book: Ledger, effect: str) -> bool:
    return effect in book.letters and book.letters[effect].out is None


def _outcomes(shop: Shop, book: Ledger, event: object) -> Found:
    """Laws 1, 5, 6 and 12 at the moment a letter went out (or would have)."""
    if not isinstance(event, (ev.Sent, ev.Ghosted)):
        return
    letter = book.letters[event.effect]
    if isinstance(event, ev.Sent) and letter.arm == "holdout":
        yield 1, "a letter to somebody held out"
    if isinstance(event, ev.Ghosted) and letter.arm != "holdout":
        yield 1, "a ghost send to somebody who is not held out"
    if not _open(shop, book, event.at, CROSSED):
        yield 5, "a letter went out in quiet hours"
    times = [x.out for x in book.letters.values() if x.out is not None and x.out <= event.at]
    for days, most in ((1, shop.policy.caps.day), (7, shop.policy.caps.week), (30, shop.policy.caps.month)):
        if sum(t > event.at - timedelta(days=days) + CROSSED for t in times) > most:
            yield 5, f"more than {most} letters in {days} days"
    if letter.broken is not None and event.at > letter.broken + CROSSED:
        yield 6, "a letter went out about what was bought or gone"
    if book.stopped_at is not None and event.at > book.stopped_at + CROSSED:
        yield 9, "a letter went out after a stop"
    if book.declined_at is not None and event.at > book.declined_at + CROSSED:
        yield 9, "a letter went out of a kind that was declined"
    if any(_again(letter, other) for other in book.letters.values()):
        yield 12, "two such letters about one cart"


def _again(letter: Mailed, other: Mailed) -> bool:
    same = other.effect != letter.effect and (other.cart_id, other.touch) == (letter.cart_id, letter.touch)
    return same and other.out is not None and letter.since is not None and other.at >= letter.since


def _pending(shop: Shop, book: Ledger, entry: Entry) -> Found:
    """Laws 6 and 9: a waiting letter that is no longer true, or no longer wanted, is withdrawn in the same step."""
    for letter in book.letters.values():
        if letter.out is not None or letter.broken is not None:
            continue
        if not set(letter.products) <= standing(book, letter.cart_id)[0]:
            letter.broken = entry.now
            if letter.pending:
                yield 6, f"{letter.effect} was not withdrawn"
        elif letter.pending and (why := _refused(shop, book, entry.now)):
            yield 9, f"{letter.effect} was not withdrawn {why}"


def _unlawful(shop: Shop, book: Ledger, ask: Ask) -> str:
    policy = shop.policy
    place = (book.country or policy.country).upper()
    row = next((r for r in policy.jurisdictions if place in r.countries), None)
    given = book.consent.basis if book.consent is not None else ""
    allowed = row.bases if row is not None else ("consent",)
    proved = {
        "consent": given == "consent",
        "soft_optin": given == "soft_optin" or (book.customer and policy.soft_optin and given != "withdrawn"),
        "service_error": ask.cart_id in book.faults and ask.touch == 1 and _fault_named(ask),
        "none": row is not None and row.none_allowed and given != "withdrawn",
    }
    if ask.basis != "none" and ask.basis not in allowed:
        return f"{ask.basis} is no basis in {place}"
    return "" if proved.get(ask.basis) else f"no proof of {ask.basis}"


def _fault_named(ask: Ask) -> bool:
    return any(m.kind in ("ask-open-payment", "ask-open-technical") for m in ask.meanings)


def _open(shop: Shop, book: Ledger, at: datetime, slack: timedelta = timedelta()) -> bool:
    """Whether `at` is outside quiet hours, or was within `slack` before it."""
    policy = shop.policy
    where = ZoneInfo("UTC")
    for name in (policy.timezone, book.timezone):
        try:
            where = ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            continue
    for moment in (at, at - slack):
        local = moment.astimezone(where)
        free = local.date() not in policy.holidays.get(book.country.upper() or policy.country, ())
        weekday = local.isoweekday() != 7 or policy.sundays
        if free and weekday and _between(policy.opens, local.time(), policy.closes):
            return True
    return False


def _refused(shop: Shop, book: Ledger, now: datetime) -> str:
    """Why nothing unasked may be written, in what was said: law 9."""
    if book.stopped_at is not None or book.closed:
        return "after a stop"
    if book.declined_at is not None:
        return "of a kind that was declined"
    if book.pause_until is not None and now < book.pause_until:
        return "in a pause"
    if book.no_at is not None and now < book.no_at + timedelta(days=shop.policy.no_days):
        return "after a no"
    return "while a person holds the conversation" if book.held else ""


def _between(opens: time, clock: time, closes: time) -> bool:
    return opens <= clock < closes if opens <= closes else not closes <= clock < opens


def _with_person(shop: Shop, book: Ledger, now: datetime) -> bool:
    """Whether a person holds the conversation: until it is handed back, or nobody said anything for `cart_days`."""
    return book.held and book.last_word is not None and now < book.last_word + timedelta(days=shop.policy.cart_days)


def _blocked(address: str, domains: tuple[str, ...]) -> bool:
    return any(f".{address.rsplit('@', 1)[-1].lower()}".endswith(f".{domain}") for domain in domains)


def _arm(shop: Shop, key: str) -> str:
    digest = blake2b(key.encode(), key=shop.policy.salt.encode()[:64], digest_size=8).hexdigest()
    return "holdout" if int(digest, 16) < shop.policy.holdout * 2**64 else "treated"


__all__ = ["QUESTIONS", "Entry", "Violation", "check"]
