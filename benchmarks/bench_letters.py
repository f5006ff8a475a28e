"""Letters a second: composed, linted, kept and handed to a mail server, beside what that server takes of ready octets.

Protocol
1. Shoppers who left a cart are stepped by the core at the moment a letter is due; the Asks of the treated wait in the outbox
   of a SQLite database (synchronous=FULL). In both languages, half and half.
2. `deliver` is `worker.deliver`, one worker, one hand: claim with the last look, words, lint, octets, mark, SMTP, finish.
   Three commits for a letter, each flushed to the disk. The other end is `sink.py` in a process of its own.
   `deliver_unflushed` is the same with synchronous=OFF: what is left when the disk costs nothing. `disk` is how many small
   writes this disk flushed in a second just before each run; a third of it is the most that `deliver` could be.
   `deliver_a_cpu_second` divides by our own processor time: it moves least on a machine that is shared.
3. `sink` is the same pool and connection sending the same number of ready letters of the same length: what SMTP alone allows.
   `written` is `writing.write` alone for the same letters: words, lint and octets with no database and no network.
4. All follow each other in every repeat; in each, every letter must be sent, none held. We keep to one core, the sink to another.
5. `split`: one more run with a clock around each part; its own cost is about a microsecond a part. `commit` is the part of
   the store's time that waits for the disk, measured around the commit; `store` is the rest of it.
"""

import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import common
import people

from softsell import store, worker, writing
from softsell.core import effects, shopper
from softsell.mail.smtp import Outbox
from softsell.store import database
from softsell.voice import phrases
from softsell.worker import Runtime
from softsell.writing import Thread

# The letter is marked within the dialogue, and the last look is within the claim: each is counted once.
WITHIN = {"smtp": ("store", "commit"), "store": ("look", "commit")}
Spent = defaultdict[str, float]  # seconds by part
PARTS: dict[str, list[tuple[Any, str]]] = {
    "say": [(phrases, "say"), (phrases, "text")],
    "lint": [(writing, "lint")],
    "compose": [(writing, "compose")],
    "store": [(store, "claim"), (store, "mark"), (store, "finish")],
    "smtp": [(Outbox, "send")],
    "look": [(worker, "_look")],
}


@contextmanager
def sink(*late: str) -> Iterator[tuple[str, int]]:
    """The mail server in its own process, on the other core; `late`: milliseconds for each letter."""
    process = common.python("sink.py", *late, core=1, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        yield "127.0.0.1", int(process.stdout.readline())
    finally:
        common.end(process)
        assert process.stdout is not None
        process.stdout.close()


@contextmanager
def prepared(url: str, letters: int, mail: Outbox) -> Iterator[Runtime]:
    """An installation with that many letters in its outbox, at the moment they are due."""
    db = store.open(url)
    try:
        shop = common.shop(db)
        people.put(db, shop, range(int(letters * 1.2) + 20))  # a tenth is held out, and is written as well but not sent
        while store.advance(db, shop, people.DUE).shoppers:
            pass
        rt = Runtime(common.config(url), db, lambda: people.DUE, mail)
        rt.shop()
        yield rt
    finally:
        db.close()


def waiting(rt: Runtime) -> list[Any]:
    """The treated Asks that wait, with their shoppers."""
    with rt.db.read() as tx:
        found = tx._cursor.execute(
            "SELECT e.id, e.body, s.state FROM effects e JOIN shoppers s ON s.shop = e.shop AND s.key = e.shopper "
            "WHERE e.kind = 'Ask' AND e.status = 'pending' ORDER BY e.id"
        ).fetchall()
    told = [(name, effects.decode(body), shopper.decode(state)) for name, body, state in found]
    return [one for one in told if isinstance(one[1], effects.Ask) and one[1].arm != "holdout"]


def written(rt: Runtime, letters: int) -> tuple[list[tuple[str, bytes]], float]:
    """The letters by `writing.write` alone, and how many a second that makes."""
    shop, ready = rt.shop(), waiting(rt)[:letters]
    begun = time.perf_counter()
    made = [
        (who.address, writing.write(rt.desk, shop.policy, who, name, ask, Thread(), people.DUE))
        for name, ask, who in ready
    ]
    took = time.perf_counter() - begun
    assert not any(letter.blocked for _, letter in made)
    return [(to, letter.raw) for to, letter in made], len(made) / took


def sent(mail: Outbox, made: list[tuple[str, bytes]]) -> float:
    """Ready letters a second, one connection."""
    begun = time.perf_counter()
    for to, raw in made:
        mail.send("hallo@lopiandlogn.example", to, raw)
    return len(made) / (time.perf_counter() - begun)


def delivered(rt: Runtime) -> tuple[float, float, worker.Delivered]:
    """Everything that waits by the worker: letters a second and a processor second (the held out count not), and what came."""
    begun, busy = time.perf_counter(), time.process_time()
    done = worker.deliver(rt, rt.shop(), people.DUE)
    took, used = time.perf_counter() - begun, time.process_time() - busy
    assert done.held + done.failed + done.unsure + done.put_off == 0, done
    return done.sent / took, done.sent / used, done


@contextmanager
def clocks() -> Iterator[Spent]:
    """A clock around every part; seconds by name. What one part spends within another is taken out of the other."""
    spent: Spent = defaultdict(float)
    undo: list[tuple[Any, str, Any]] = []

    def around(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **more: Any) -> Any:
            begun = time.perf_counter()
            before = sum(spent[part] for part in WITHIN.get(name, ()))
            try:
                return work(*args, **more)
            finally:
                inner = sum(spent[part] for part in WITHIN.get(name, ())) - before
                spent[name] += time.perf_counter() - begun - inner

        return timed

    for name, places in PARTS.items():
        for owner, attribute in places:
            undo.append((owner, attribute, getattr(owner, attribute)))
            setattr(owner, attribute, around(name, getattr(owner, attribute)))
    undo.append((database.Database, "_try", database.Database._try))
    setattr(database.Database, "_try", _commit_clock(spent))  # noqa: B010
    try:
        yield spent
    finally:
        for owner, attribute, work in reversed(undo):
            setattr(owner, attribute, work)


def _commit_clock(spent: Spent) -> Callable[..., Any]:
    """`Database._try` with a connection whose commit is timed."""
    inner = database.Database._try

    class Timed:
        def __init__(self, connection: Any) -> None:
            self._it = connection

        def __getattr__(self, name: str) -> Any:
            return getattr(self._it, name)

        def commit(self) -> None:
            begun = time.perf_counter()
            self._it.commit()
            spent["commit"] += time.perf_counter() - begun

    return lambda self, connection, work: inner(self, Timed(connection), work)


def main() -> None:
    given = common.arguments(__doc__)
    before = common.machine()
    letters = 30 if given.quick else 1_000
    names = ("deliver", "deliver_unflushed", "written", "sink", "disk", "deliver_a_cpu_second")
    rates: dict[str, list[float]] = {name: [] for name in names}
    common.pin(0)
    with common.databases() as made, sink() as (host, port):
        for repeat in range(given.repeats):
            common.say(f"run {repeat + 1} of {given.repeats}")
            with Outbox(host, port) as mail, prepared(made.sqlite(), letters, mail) as rt:
                ready, rate = written(rt, letters)
                rates["written"].append(rate)
                rates["sink"].append(sent(mail, ready))
                rates["disk"].append(common.commits_a_second())
                rate, by_cpu, _ = delivered(rt)
                rates["deliver"].append(rate)
                rates["deliver_a_cpu_second"].append(by_cpu)
            with Outbox(host, port) as mail, prepared(made.sqlite("?synchronous=OFF"), letters, mail) as rt:
                rates["deliver_unflushed"].append(delivered(rt)[0])
        common.say("the split")
        with Outbox(host, port) as mail, prepared(made.sqlite(), letters, mail) as rt:
            begun = time.perf_counter()
            with clocks() as spent:
                _, _, done = delivered(rt)
            whole = time.perf_counter() - begun
    spent["rest"] = whole - sum(spent.values())
    parts = sorted(spent.items(), key=lambda part: -part[1])
    figures = {name: common.spread(found) for name, found in rates.items()}
    report = {
        "unit": "letters a second",
        "letters": letters,
        "letter_octets": round(sum(len(raw) for _, raw in ready) / len(ready)),
        **figures,
        **{f"deliver_to_{name}": common.ratio(figures["deliver"], figures[name]) for name in names[1:5]},
        "split_us_a_letter": {name: round(s * 1e6 / (done.sent + done.ghosted)) for name, s in parts},
        "split_share": {name: round(s / whole, 3) for name, s in parts},
    }
    common.report("letters", given, report, before)


if __name__ == "__main__":
    main()
