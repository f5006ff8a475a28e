"""A shop full of simulated people on a movable clock: their events go in, the real worker runs, they answer what they get.

Rules
1. Time moves in ticks; in each, events are appended in order of arrival, then the worker does its round, then people react.
2. Everything is planned from the seed and from what was really delivered, and every event has its own id: a world that was
   killed anywhere goes on from its database as if nothing had happened.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

from softsell import store, tokens, worker
from softsell.core import events as ev
from softsell.core.effects import Effect
from softsell.core.identity import Arrival, Who
from softsell.demo.answers import Reaction, react
from softsell.demo.buyers import Buyer, buyer, keys, life, line, order
from softsell.receiving import receive
from softsell.store import desk, history, settings
from softsell.worker import Runtime

TICK = timedelta(minutes=15)
STAFF = "Birna"


class World:
    """The people of one shop. `now` is the world's time; `rt.clock` must return it."""

    def __init__(self, rt: Runtime, seed: int, shoppers: int, start: datetime, days: int) -> None:
        self.rt, self.seed, self.start, self.days = rt, seed, start, days
        shop = rt.shop()
        self.catalogue = shop.catalogue
        self.people = [buyer(seed, n, self.catalogue) for n in range(shoppers)]
        self.by_key = {key: person for person in self.people for key in keys(shop.id, person)}
        lives = (a for person in self.people for a in life(seed, person, self.catalogue, start, days))
        self.arrivals = sorted(lives, key=lambda a: (a.received, a.event.id))
        self.next_arrival = 0
        self.plans: list[tuple[datetime, str, Reaction]] = []
        self.met: set[str] = set()
        self.now = self._resume()

    def run(
        self, until: datetime, *, tick: timedelta = TICK, progress: Callable[[datetime], None] | None = None
    ) -> None:
        """Let the world live until then."""
        while self.now < until:
            self.step(min(until, self.now + tick))
            if progress:
                progress(self.now)

    def step(self, now: datetime) -> None:
        """One tick: what happened up to `now`, the worker's round, and what people make of what they got."""
        before, self.now = self.now, now
        for batch in self._batches(now):
            store.append(self.rt.db, self.rt.config.shop.id, batch)
        worker.turn(self.rt, now)
        self._meet(before)
        settings.set_meta(self.rt.db, "demo-now", now.isoformat())

    def _resume(self) -> datetime:
        """Where the world was: everything delivered so far is met again; what people did about it is known by its id."""
        noted = settings.get_meta(self.rt.db, "demo-now")
        if noted is None:
            settings.set_meta(self.rt.db, "demo-now", self.start.isoformat())
            return self.start
        now = datetime.fromisoformat(noted)
        while self.next_arrival < len(self.arrivals) and self.arrivals[self.next_arrival].received <= now:
            self.next_arrival += 1
        self._meet(self.start)
        done = {stored.event.id for stored in history.events(self.rt.db, self.rt.config.shop.id)}
        self.plans = [p for p in self.plans if _event_id(p[2]) not in done]
        heapq.heapify(self.plans)
        return now

    def _batches(self, now: datetime) -> Iterator[list[Arrival]]:
        """What the shop reports up to `now`, in order, with the reactions that fall between acted out in their place."""
        batch: list[Arrival] = []
        while True:
            arrival = self.arrivals[self.next_arrival] if self.next_arrival < len(self.arrivals) else None
            plan = self.plans[0] if self.plans else None
            if plan is not None and plan[0] <= now and (arrival is None or plan[0] <= arrival.received):
                heapq.heappop(self.plans)
                if batch:
                    yield batch
                    batch = []
                self._act(plan[2], max(plan[0], self.now - TICK) if plan[0] > self.now else plan[0])
            elif arrival is not None and arrival.received <= now:
                self.next_arrival += 1
                batch.append(arrival)
                if len(batch) >= 500:
                    yield batch
                    batch = []
            else:
                break
        if batch:
            yield batch

    def _meet(self, since: datetime) -> None:
        """Everything that was delivered since then and not met yet: people plan what they do about it."""
        shop_id = self.rt.config.shop.id
        for kind in ("Ask", "Say", "HandOver"):
            for at, effect_id, key, effect, status in history.finished(self.rt.db, shop_id, kind, since):
                if effect_id in self.met or status not in ("sent", "shown", "done", "unsure"):
                    continue
                self.met.add(effect_id)
                if (person := self._person(key)) is not None:
                    self._plan(person, effect_id, effect, at)

    def _plan(self, person: Buyer, effect_id: str, effect: Effect, at: datetime) -> None:
        kept = at.replace(
            microsecond=at.microsecond // 1000 * 1000
        )  # as the store keeps it, so that a resumed world plans the same
        for reaction in react(self.seed, person, self.catalogue, effect_id, effect, kept):
            heapq.heappush(self.plans, (reaction.at, reaction.id, reaction))

    def _person(self, key: str) -> Buyer | None:
        return self.by_key.get(key)

    def _act(self, todo: Reaction, at: datetime) -> None:
        """One reaction becomes what it would be in life: a post on a page, a mail, an order, a word from the desk."""
        db, shop_id = self.rt.db, self.rt.config.shop.id
        key = worker.key_of_effect(todo.effect)
        person = self.by_key[key]
        match todo.kind:
            case "choice":
                self._tell(key, ev.Answered(id=todo.id, at=at, question=todo.question, choice=todo.text), at)
            case "text":
                self._tell(key, ev.Said(id=todo.id, at=at, text=todo.text), at)
            case "unsubscribe":
                self._tell(key, ev.Unsubscribed(id=todo.id, at=at), at)
            case "mail":
                receive(self.rt, reply_mail(self.rt, person, key, todo, at), at)
            case "order":
                store.append(db, shop_id, [self._order(person, key, todo, at)])
            case "person":
                self._tell(key, ev.TookOver(id=f"{todo.id}:over", at=at, by=STAFF), at)
                talk = desk.shopper(db, shop_id, key)
                channel = talk.conversation.channel if talk and talk.conversation else "page"
                self._tell(key, ev.PersonSaid(id=todo.id, at=at, by=STAFF, text=todo.text, channel=channel), at)
            case "back":
                self._tell(key, ev.HandedBack(id=todo.id, at=at, by=STAFF), at)

    def _tell(self, key: str, event: ev.Event, at: datetime) -> None:
        """As a page does: append, and step this shopper at once, so that the answer is there."""
        db, shop = self.rt.db, self.rt.shop()
        store.append_to(db, shop.id, key, event, at)
        made = store.advance(db, shop, at, keys=[key]).made
        for one in made:
            if one.id not in self.met and getattr(one.effect, "channel", "page") == "page":
                self.met.add(one.id)
                if (person := self._person(one.key)) is not None:
                    self._plan(person, one.id, one.effect, at)

    def _order(self, person: Buyer, key: str, todo: Reaction, at: datetime) -> Arrival:
        """What they buy: what they said suits them, else what stands in the cart; another thing when they come again."""
        shopper = desk.shopper(self.rt.db, self.rt.config.shop.id, key)
        talk = shopper.conversation if shopper else None
        wish = self.catalogue.get(talk.chosen if talk and talk.chosen else person.wish)
        lines: tuple[ev.Line, ...] = (line(wish, person.language),) if wish else ()
        cart_id = talk.cart_id if talk and todo.text != "again" else ""
        arrival = order(person, todo.id, at, lines, cart_id)
        if key.startswith("a"):  # a guest: the shop knows the device and the address of the order
            named = Who(anonymous_id=person.anonymous_id, address=person.address, verified=bool(person.address))
            return Arrival(named, arrival.event, at)
        return arrival


def reply_mail(rt: Runtime, person: Buyer, key: str, todo: Reaction, at: datetime) -> bytes:
    """A real letter from the shopper, as a mail program writes one: the answer on top, the quoted letter below."""
    domain = rt.shop().policy.sender.rsplit("@", 1)[-1]
    ours = tokens.message_id(rt.secret, todo.effect, domain)
    letter = EmailMessage()
    letter["From"] = f"{person.name or 'Kaupandi'} <{person.address}>"
    letter["To"] = tokens.reply_address(rt.secret, rt.desk.reply_address, key)
    letter["Subject"] = "Re: Spurning" if person.language == "is" else "Re: A question"
    letter["Date"] = at
    letter["Message-ID"] = "<" + "".join(c if c.isalnum() else "." for c in todo.id) + "@mail.example>"
    letter["In-Reply-To"], letter["References"] = ours, ours
    quoted = "Þann 1. okt. 2026 skrifaði verslunin:" if person.language == "is" else "On 1 Oct 2026 the shop wrote:"
    letter.set_content(f"{todo.text}\n\n{quoted}\n> ...\n")
    return letter.as_bytes()


def _event_id(todo: Reaction) -> str:
    return todo.id
