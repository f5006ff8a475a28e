"""The worker: advances shoppers that are due, and delivers letters. Any number may run; each step is compare-and-set.

Rules
1. claim (with the last look) -> write -> lint -> mark sending -> send -> finish with an event. Killed anywhere, nothing is
   sent twice; what may have gone out is `unsure` and reported, never re-sent.
2. As many letters are in hand at once as there are connections, at the pace of each domain (`delivery`, `mail.pace`).
3. The holdout goes the same way up to the last step, where nothing is sent (a ghost send).
4. A text with a blocking finding, or one that cannot be said, is held: a person looks at it.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple, replace

from softsell import delivery, guard, load, shelf, store, threads, writing
from softsell.advise import answer
from softsell.config import Config
from softsell.core.effects import Ask, Effect, Say
from softsell.core.events import Bounced, Ghosted, Held, Sent, Unsure
from softsell.core.outreach import Elsewhere, last_look
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Shopper
from softsell.delivery import Ended
from softsell.draft import work as draft
from softsell.draft.client import endpoint
from softsell.errors import BadRequest, SoftsellError, Undelivered
from softsell.mail import sign
from softsell.mail.api import Api
from softsell.mail.pace import Limits
from softsell.mail.reading.bounces.reasons import FOR_GOOD
from softsell.mail.smtp import Outbox
from softsell.store import kept, settings
from softsell.store.database import Database
from softsell.values import Items
from softsell.voice.finding import verdict
from softsell.writing import Desk, Thread

log = logging.getLogger("softsell.worker")
ATTEMPTS = 6  # a letter that a server refuses for now is tried so often, with growing waits
ROUND = 200  # letters, before it is seen again who is due
Clock = Callable[[], datetime]


class Delivered(Struct, frozen=True):
    """What one round did with the store."""

    sent: int = 0
    ghosted: int = 0
    held: int = 0
    put_off: int = 0
    failed: int = 0
    unsure: int = 0


class Runtime:
    """One installation at work: the database, the shop as it stands, the words, and the way out. Open it with `with`."""

    def __init__(
        self, config: Config, db: Database, clock: Clock, mail: Outbox | Api | None = None, name: str = "worker"
    ) -> None:
        self.config, self.db, self.clock, self.mail, self.name = config, db, clock, mail, name
        url = config.server.public_url or f"http://{config.server.host}:{config.server.port}"
        inbound = config.inbound
        self.desk = Desk(
            load.voice(), load.letter_frame(), config.key(), url, inbound.reply_address, inbound.bounce_address
        )
        self.model = endpoint(config.model)
        self.signers = load.signers(config.dkim)
        self.roads = delivery.Roads(Limits(config.smtp.per_domain_connections, config.smtp.per_domain_per_minute))
        self._shop: Shop | None = None
        self._known, self._kept = answer.empty(), -1
        self._seen: tuple[str, ...] = ()
        self._reader: threading.Thread | None = None
        self._lock = threading.Lock()
        self.poke = threading.Event()

    @property
    def secret(self) -> bytes:
        return self.config.key()

    def shop(self) -> Shop:
        """The shop as it stands, whole: whoever asked once has one catalogue until asking again.

        The merchant's settings and kept answers are read whenever they changed. A file of the catalogue or the knowledge
        that changed is read beside, while the running one goes on, and takes its place when it is ready; one that cannot
        be read is logged, and the running one stays.
        """
        saved = settings.load_policy(self.db, self.config.shop.id) or first_policy(self.config, self.clock())
        with self._lock:
            if self._shop is None:
                self._seen = self._stamps()
                self._shop = load.shop(self.config.shop.id, saved, *self._paths(), year=self.clock().year)
                self._known = self._shop.knowledge
            elif self._shop.policy.version != saved.version:
                policy = load.policy(saved, self.clock().year)
                self._shop = replace(self._shop, policy=policy)
            if (mark := kept.mark(self.db, self.config.shop.id)) != self._kept:
                known = load.knowing(self._known, kept.answers(self.db, self.config.shop.id))
                self._shop, self._kept = replace(self._shop, knowledge=known), mark
            if self._stamps() != self._seen and (self._reader is None or not self._reader.is_alive()):
                self._seen = self._stamps()
                self._reader = threading.Thread(target=self._read, args=(saved,), name="catalogue", daemon=True)
                self._reader.start()
            return self._shop

    def _read(self, saved: Policy) -> None:
        try:
            read = load.shop(self.config.shop.id, saved, *self._paths(), year=self.clock().year)
        except SoftsellError as error:
            log.error("the new catalogue or knowledge is not taken, the one before stays: %s", error)
            return
        with self._lock:
            assert self._shop is not None
            self._known, self._kept = read.knowledge, -1
            self._shop = replace(self._shop, catalogue=read.catalogue, knowledge=read.knowledge)

    def _paths(self) -> tuple[Path | None, Path | None]:
        catalogue, knowledge = self.config.shop.catalogue, self.config.shop.knowledge
        return Path(catalogue) if catalogue else None, Path(knowledge) if knowledge else None

    def _stamps(self) -> tuple[str, ...]:
        return tuple(shelf.stamp(path) if path and path.exists() else "" for path in self._paths())


def first_policy(config: Config, now: datetime) -> Policy:
    """The settings of a shop that has saved none: what softsell does before the merchant's first visit to the desk."""
    sender = config.inbound.reply_address or "shop@example.com"
    return Policy(installed_at=now, sender=sender, paused=True)


def turn(rt: Runtime, now: datetime, *, most: int = 1_000_000) -> Delivered:
    """One round: advance everybody who is due, then deliver what may go, until nothing is left or `most` letters are done."""
    guard.watch(rt.db, rt.config.shop.id, now)
    shop = rt.shop()
    store.drain(rt.db, shop, now)
    if draft.answer_waiting(rt.db, shop, rt.model, now):
        store.drain(rt.db, shop, now)
    return deliver(rt, shop, now, most=most)


def deliver(rt: Runtime, shop: Shop, now: datetime, *, most: int = 1_000_000) -> Delivered:
    """Deliver what may go now."""

    def look(shopper: Shopper, effect: Effect, elsewhere: Elsewhere) -> str | datetime | None:
        if reason := _look(shop, shopper, effect, elsewhere, now):
            return reason
        ghost = isinstance(effect, Ask) and effect.arm == "holdout"
        return None if ghost or rt.mail is None else rt.roads.ask(shopper.address, now)

    counts = delivery.deliver(
        rt.roads, rt.config.smtp.connections, now, most,
        claim=lambda: store.claim(rt.db, shop, now, rt.name, look=look),
        catch_up=lambda keys: store.advance(rt.db, shop, now, keys=keys),
        send=lambda claimed: _deliver_one(rt, shop, claimed, now),
    )  # fmt: skip
    return Delivered(**counts)


def run(rt: Runtime, stop: threading.Event) -> None:
    """Work until `stop` is set: after every poke, and at least every `interval_seconds`."""
    lease = timedelta(seconds=rt.config.worker.lease_seconds)
    while not stop.is_set():
        rt.poke.clear()
        try:
            store.recover(rt.db, rt.clock(), lease)
            if sum(astuple(turn(rt, rt.clock(), most=ROUND))) >= ROUND:
                continue  # there may be more
        except Exception:
            log.exception("a round failed; the next one starts in %s s", rt.config.worker.interval_seconds)
        rt.poke.wait(rt.config.worker.interval_seconds)


def key_of_effect(effect_id: str) -> str:
    """The shopper an effect's id names (`shop/shopper/seq/n`); a bare key names itself."""
    parts = effect_id.split("/")
    return parts[1] if len(parts) == 4 else effect_id


def _look(shop: Shop, shopper: Shopper, effect: Effect, elsewhere: Elsewhere, now: datetime) -> str | None:
    """The last look: everything about an Ask once more; an answer to the buyer's own letter goes unless they said stop."""
    if isinstance(effect, Ask):
        letter = next(
            (x for x in reversed(shopper.letters) if x.cart_id == effect.cart_id and x.touch == effect.touch), None
        )
        if letter is None or not _as_written(shop, effect):
            return "changed"
        return last_look(shop, shopper, letter, elsewhere, now)
    if shopper.stopped_at or shopper.suppressed or elsewhere.suppressed or not shopper.address:
        return "stopped"
    return None


def _as_written(shop: Shop, effect: Ask) -> bool:
    """Whether the catalogue still says the prices that the letter would say."""
    items = [i for m in effect.meanings for slot in m.slots.values() if isinstance(slot, Items) for i in slot.items]
    known = [(i.price, shop.catalogue.get(i.product_id), shop.catalogue.variant(i.variant_id)) for i in items]
    return all(
        p is None
        or price is None
        or (price.amount, price.currency) == (p.price if v is None or v.price is None else v.price, p.currency)
        for price, p, v in known
    )


def _deliver_one(rt: Runtime, shop: Shop, claimed: store.Claimed, now: datetime) -> Ended:
    effect, effect_id = claimed.effect, claimed.effect_id
    assert isinstance(effect, Ask | Say)
    try:
        domain = shop.policy.sender.rsplit("@", 1)[-1]
        thread = threads.thread(rt.db, shop.id, rt.secret, domain, claimed.shopper, effect, now)
        letter = _written(rt, shop, claimed, thread, now)
    except (ValueError, KeyError, BadRequest) as error:
        log.error("%s cannot be written: %s", effect_id, error)
        event = Held(id=f"held:{effect_id}", at=now, effect=effect_id, rule="cannot-be-said", text=str(error)[:500])
        store.finish(rt.db, effect_id, "held", event, now, detail=str(error)[:500])
        return Ended("held")
    kept = store.Written(letter.message_id, letter.subject, letter.text, "")
    if (finding := letter.blocked) is not None:
        held = Held(id=f"held:{effect_id}", at=now, effect=effect_id, rule=finding.rule, text=finding.text[:200])
        store.finish(rt.db, effect_id, "held", held, now, kept, detail=f"{finding.rule}: {finding.text}"[:500])
        return Ended("held")
    if isinstance(effect, Ask) and effect.arm == "holdout":
        ghost = Ghosted(id=f"ghosted:{effect_id}", at=now, effect=effect_id)
        store.finish(rt.db, effect_id, "ghosted", ghost, now, kept)
        return Ended("ghosted")
    return _send(rt, claimed, letter, kept, now)


def _written(rt: Runtime, shop: Shop, claimed: store.Claimed, thread: Thread, now: datetime) -> writing.Written:
    """The letter: in a model's warmer words where the shop wants them and they pass everything, else in the shop's own."""
    effect, effect_id, shopper = claimed.effect, claimed.effect_id, claimed.shopper
    assert isinstance(effect, Ask | Say)
    if not (isinstance(effect, Ask) and effect.arm == "holdout"):  # what is not sent need not be asked about
        spoken, wording = writing.spoken_of(shopper, effect)
        blocks = draft.warmer(
            rt.db, shop, rt.model, rt.desk.voice, shopper, effect_id, spoken, effect.language, wording, now,
        )  # fmt: skip
        if blocks is not None:
            letter = writing.write(rt.desk, shop.policy, shopper, effect_id, effect, thread, now, blocks)
            if verdict(letter.findings) == "ok":
                return letter
            draft.refused(rt.db, effect_id, letter.findings[0].rule, now)
    return writing.write(rt.desk, shop.policy, shopper, effect_id, effect, thread, now)


def _send(rt: Runtime, claimed: store.Claimed, letter: writing.Written, kept: store.Written, now: datetime) -> Ended:
    effect_id, to = claimed.effect_id, claimed.shopper.address
    if rt.mail is None:
        store.put_off(rt.db, effect_id, now + timedelta(hours=1), "no mail server is set")
        return Ended("put_off")

    def marked() -> None:
        if not store.mark(rt.db, effect_id, "sending", now):
            raise Undelivered("it was withdrawn meanwhile")

    try:
        signers = () if isinstance(rt.mail, Api) else rt.signers  # a provider signs itself
        raw = sign.sign(signers, letter.raw, now)
        given = rt.mail.send(letter.envelope_from, to, raw, before_data=marked)
    except Undelivered as error:
        return Ended(_undelivered(rt, claimed, kept, error, now), str(error))
    # Ours is known by its signature; one that a provider wrote in its place is known only if it is kept.
    kept = replace(kept, message_id=given or letter.message_id)
    event = Sent(id=f"sent:{effect_id}", at=now, effect=effect_id, message_id=kept.message_id)
    store.finish(rt.db, effect_id, "sent", event, now, kept)
    return Ended("sent")


def _undelivered(rt: Runtime, claimed: store.Claimed, kept: store.Written, error: Undelivered, now: datetime) -> str:
    effect_id = claimed.effect_id
    if error.unsure:
        unsure = Unsure(id=f"unsure:{effect_id}", at=now, effect=effect_id)
        store.finish(rt.db, effect_id, "unsure", unsure, now, kept, detail=str(error)[:500])
        return "unsure"
    if error.permanent or claimed.attempt >= ATTEMPTS:
        theirs = str(error).startswith(("RCPT:", "letter:"))  # a refused sender is our own trouble
        dead = theirs and error.permanent and error.reason in {*FOR_GOOD, "unknown", ""}
        reason = (error.reason if theirs or error.reason in guard.AGAINST_US else "") or "ours"
        bounced = Bounced(
            id=f"refused:{effect_id}", at=now, effect=effect_id, permanent=dead, detail=str(error)[:200], reason=reason
        )
        guard.heard(rt.db, rt.config.shop.id, bounced)
        store.finish(rt.db, effect_id, "failed", bounced, now, kept, detail=str(error)[:500])
        return "failed"
    store.put_off(rt.db, effect_id, now + timedelta(minutes=5 * 3 ** (claimed.attempt - 1)), str(error)[:500])
    return "put_off"


def system_clock() -> datetime:
    """The time now, UTC."""
    return datetime.now(UTC)
