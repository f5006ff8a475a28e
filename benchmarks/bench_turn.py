"""One turn of a conversation on the page, end to end: the words posted, heard, stepped, stored, and the answer read.

Protocol
1. The server is the whole application with its worker, on SQLite flushed at every commit, in a process of its own kept to
   one core; the buyers are here, on the other. A turn is POST /t/.../say or /answer, the redirect followed, and the page
   that it leads to read to its end: what a buyer waits for, less the network.
2. Every buyer has the same conversation of six turns: a trouble, a postcode, "does that answer it", a need in words, what is
   offered, a question. `alone`: one buyer at a time. `crowd`: eight at once.
3. `empty`: the same server answering an empty 200, between the turns: what HTTP itself costs here.
4. A turn that ends in another status than 200, or without words of the seller's, fails the run.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import perf_counter

import bench_ingest
import common
import httpx
import people

from softsell import store, writing
from softsell.core.effects import Ask
from softsell.core.identity import Arrival, Who, key_of
from softsell.worker import Runtime

TALK = (
    ("answer", "cost_total"), ("say", "101"), ("answer", "yes"), ("say", "Something warm for my mother, under 40000"),
    ("answer", "show"), ("say", "Can I return it if it does not fit, and how long do I have?"),
)  # fmt: skip


def opened(url: str, count: int) -> list[str]:
    """Tokens of the talks of `count` people who left a cart and were asked about it."""
    db = store.open(url)
    try:
        shop = common.shop(db)
        for n in range(count):
            store.append(
                db, common.SHOP, [Arrival(Who(user_id=str(n)), e, people.LEFT) for e in people.who(n, ("en",))]
            )
        store.drain(db, shop, people.LEFT)
        store.drain(db, shop, people.DUE)
        rt, found = Runtime(common.config(url), db, lambda: datetime.now(UTC)), []
        for n in range(count):
            entries = store.person.transcript(db, common.SHOP, key_of(common.SHOP, f"user:{n}"))
            asked = next((e.id for e in entries if isinstance(e.effect, Ask)), None)
            if asked is not None:
                found.append(writing.talk_token(rt.desk, asked, datetime.now(UTC)))
        return found
    finally:
        db.close()


def converse(base: str, token: str) -> tuple[list[float], list[float]]:
    """One buyer's conversation: the milliseconds of each turn, and of the empty requests between them."""
    turns, empty = [], []
    with httpx.Client(base_url=base, follow_redirects=True) as web:
        page = web.get(f"/t/{token}").text
        for kind, what in TALK:
            before = perf_counter()
            web.post("/empty", data={"text": what})
            empty.append(1000 * (perf_counter() - before))
            fields = dict(re.findall(r'<input[^>]*name="(nonce|question)"[^>]*value="([^"]*)"', page))
            fields |= {"choice": what} if kind == "answer" else {"text": what}
            before = perf_counter()
            answer = web.post(f"/t/{token}/{kind}", data=fields)
            page = answer.text
            turns.append(1000 * (perf_counter() - before))
            if answer.status_code != 200 or 'id="now"' not in page:
                raise RuntimeError(f"{kind} {what!r}: {answer.status_code}")
    return turns, empty


def quantiles(values: list[float]) -> dict[str, float]:
    """Milliseconds: the middle, the slowest of twenty, of a hundred."""
    return {f"p{int(100 * q)}": round(common.quantile(values, q), 2) for q in (0.5, 0.95, 0.99)}


def main() -> None:
    given = common.arguments(__doc__ or "")
    before, count = common.machine(), 4 if given.quick else 160
    with common.databases() as made:
        url = made.sqlite()
        tokens = opened(url, 2 * count)
        if len(tokens) < count:
            raise RuntimeError(f"only {len(tokens)} of {2 * count} people were asked")
        half, figures = len(tokens) // 2, {}
        with bench_ingest.server(url, worker=True) as (port, _):
            for name, some, hands in (("alone", tokens[:half], 1), ("crowd", tokens[half:], 8)):
                common.say(f"{name}: {len(some)} conversations of {len(TALK)} turns")
                with ThreadPoolExecutor(hands) as pool:
                    done = list(pool.map(lambda token: converse(f"http://127.0.0.1:{port}", token), some))
                turns, empty = ([ms for one in done for ms in one[n]] for n in (0, 1))
                figures[name] = {
                    "turn_ms": quantiles(turns), "empty_ms": quantiles(empty), "turns": len(turns), "buyers_at_once": hands,
                    "middle_to_empty": round(common.quantile(turns, 0.5) / common.quantile(empty, 0.5), 1),
                }  # fmt: skip
    common.report("turn", given, figures, before)


if __name__ == "__main__":
    main()
