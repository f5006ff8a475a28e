"""What it costs to find and step the shoppers who are due while ever more wait.

Protocol
1. Sizes: 10 thousand, 1 million and (SQLite; PostgreSQL with --full) 10 million shoppers, each of whom left a cart. Their
   states were made by the core; they are loaded as rows, in the order of their keys, with every index there is, built after
   the loading, and ANALYZE is run, as a server would in time.
2. `BATCH` of them for each round, spread evenly over the whole table, so that no two share a page, are due at that round's
   moment; the deadlines of all others are scattered over thirty days to come. The step decides about a letter for each.
3. `claim_500`: the query that every worker runs, up to `BATCH` rows, in a transaction that is undone; `claim_500_first` is
   the first time in its round, when nobody has read those pages yet. `advance_500`: `store.advance` as the worker calls it:
   claim, decode, step, encode, write states, wake-ups and effects, commit (flushed to the disk), in rounds of its own.
   `advance_500_cpu` is the processor time of our process in it.
   `claim_1`: the same for one row. `claim_nobody_due`: the question that a worker asks when there is nothing to do, right
   after a batch was written.
4. The smallest size is the base of the ratios. A figure that does not depend on how many wait has a ratio near 1; cold
   caches and a deeper tree are what is left. Every size is measured in the same run, each in a database of its own.
"""

import time
from datetime import datetime, timedelta
from typing import Any

import common
import people

from softsell import store
from softsell.core.shop import Shop
from softsell.store.driver import Tx
from softsell.store.times import ms

BATCH = 500
SIZES = {"quick": (1_000, 5_000), "sqlite": (10_000, 1_000_000, 10_000_000), "postgres": (10_000, 1_000_000)}
CHUNK = 1_000_000

# Keys cover the whole range evenly, as those made by a hash do; deadlines are scattered over them.
NUMBERS = {
    "sqlite": "WITH RECURSIVE n (i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})",
    "postgres": "WITH n (i) AS (SELECT generate_series({first}::bigint, {last}))",
}
HEXED = {"sqlite": "printf('%020x', i * {step})", "postgres": "lpad(to_hex(i * {step}), 20, '0')"}
LOAD = """INSERT INTO shoppers (shop, key, version, due_at, state, address_hash, stage, cart_at, cart_value)
{numbers} SELECT '{shop}', 'u' || {hexed}, {seq},
    CASE WHEN i % {stride} = 0 AND i / {stride} < {ready} THEN {due} + (i / {stride}) % {rounds} * 60000
        ELSE {soon} + (i * 2654435761) % 2592000000 END,
    replace(replace('{state}', '{key}', {hexed}), 'buyer0@', 'buyer' || i || '@'), {hexed} || 'fedcba987654',
    'cart', {cart_at}, {cart_value} FROM n"""
INDEXES = {
    "shoppers_due": "(shop, due_at) WHERE due_at IS NOT NULL",
    "shoppers_address": "(shop, address_hash) WHERE address_hash IS NOT NULL",
    "shoppers_carts": "(shop, cart_at, key) WHERE cart_at IS NOT NULL",
}


class Undone(Exception):
    """Ends a transaction that must leave no trace."""


def load_waiting(db: store.Database, size: int, rounds: int) -> None:
    """Load the shoppers, and build the indexes over them."""
    kind = db.driver.name
    one = next(people.folded(common.shop(db), range(1)))
    assert one.index.cart_at is not None and "buyer0@" in one.body
    hexed = HEXED[kind].format(step=2**62 // size)
    values = {
        "shop": common.SHOP, "hexed": hexed, "seq": one.state.seq, "stride": size // (rounds * BATCH),
        "ready": rounds * BATCH, "rounds": rounds, "due": ms(people.DUE), "soon": ms(people.DUE + timedelta(days=2)),
        "state": one.body.replace("'", "''"), "key": one.key[1:], "cart_at": ms(one.index.cart_at),
        "cart_value": one.index.cart_value,
    }  # fmt: skip
    for name in INDEXES:
        run(db, f"DROP INDEX {name}")
    for first in range(0, size, CHUNK):
        numbers = NUMBERS[kind].format(first=first, last=min(size, first + CHUNK) - 1)
        run(db, LOAD.format(numbers=numbers, **values))
    for name, columns in INDEXES.items():
        run(db, f"CREATE INDEX {name} ON shoppers {columns}")
    run(db, "ANALYZE")


def run(db: store.Database, statement: str) -> None:
    """One statement of our own in its own transaction."""
    db.write(lambda tx: tx._cursor.execute(statement) and None)


def measure(db: store.Database, rounds: int, size: int) -> dict[str, Any]:
    """Load one database and take every figure in it, in milliseconds."""
    shop = common.shop(db)
    start = time.perf_counter()
    load_waiting(db, size, rounds)
    loaded = time.perf_counter() - start
    # One transaction at a time in the loading means a full log; a server at rest has written it into its file.
    run_outside(db, "CHECKPOINT" if db.driver.name == "postgres" else "PRAGMA wal_checkpoint(TRUNCATE)")
    empty, first, claims, batches, ones, cpu = [], [], [], [], [], []
    for number in range(rounds):
        now = people.DUE + timedelta(minutes=number)
        if number % 2:  # what the claims have read must not help the batch: they take turns
            busy = time.process_time()
            batches.append(timed(lambda now=now: advance(db, shop, now)))
            cpu.append((time.process_time() - busy) * 1000)
            empty.append(timed(lambda now=now: claim(db, now, BATCH, 0)))
            continue
        first.append(timed(lambda now=now: claim(db, now, BATCH, BATCH)))
        for _ in range(10):
            claims.append(timed(lambda now=now: claim(db, now, BATCH, BATCH)))
            ones.append(timed(lambda now=now: claim(db, now, 1, 1)))
        advance(db, shop, now)
    return {
        "waiting": size,
        "claim_500_first": spread_of(first),
        "claim_500": spread_of(claims),
        "claim_1": spread_of(ones),
        "claim_nobody_due": spread_of(empty),
        "advance_500": spread_of(batches),
        "advance_500_cpu": spread_of(cpu),
        "shoppers_a_second": round(BATCH * 1000 / common.quantile(batches, 0.5)),
        "load_seconds": round(loaded, 1),
    }


def advance(db: store.Database, shop: Shop, now: datetime) -> None:
    """One batch, as a worker does it."""
    done = store.advance(db, shop, now, limit=BATCH)
    assert (done.shoppers, done.failed) == (BATCH, 0), done


def claim(db: store.Database, now: datetime, limit: int, expected: int) -> None:
    """The worker's query alone, undone afterwards."""

    def work(tx: Tx) -> None:
        found = tx.all("shoppers-due", common.SHOP, ms(now), limit)
        assert len(found) == expected, (len(found), expected)
        raise Undone

    try:
        db.write(work)
    except Undone:
        return


def timed(work: Any) -> float:
    """Milliseconds of one call."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def run_outside(db: store.Database, statement: str) -> None:
    """A statement that no transaction may surround."""
    connection = db.driver.connect()
    try:
        connection.execute(statement)
    finally:
        connection.close()


def spread_of(values: list[float]) -> dict[str, Any]:
    """p50 and p99 with the least and the most, milliseconds."""
    p50, p99 = common.quantile(values, 0.5), common.quantile(values, 0.99)
    return {
        "unit": "ms", "p50": round(p50, 3), "p99": round(p99, 3),
        "min": round(min(values), 3), "max": round(max(values), 3), "runs": len(values),
    }  # fmt: skip


def main() -> None:
    given = common.arguments(__doc__)
    before = common.machine()
    rounds = 2 if given.quick else 20
    figures: dict[str, Any] = {"batch": BATCH, "rounds": rounds}
    with common.databases() as made:
        for kind in common.kinds(given):
            sizes = SIZES["quick"] if given.quick else SIZES["sqlite" if given.full else kind]
            found = []
            for size in sizes:
                common.say(f"{kind}: {size:,} waiting")
                url = made.sqlite() if kind == "sqlite" else made.postgres()
                db = store.open(url)
                try:
                    found.append(measure(db, rounds, size))
                finally:
                    db.close()
                    made.drop(url)
            for one in found:
                for name in ("claim_500_first", "claim_500", "claim_1", "advance_500", "advance_500_cpu"):
                    one[name]["ratio_to_smallest"] = round(one[name]["p50"] / found[0][name]["p50"], 2)
            figures[kind] = found
        before["postgres"] = made.postgres_version
    common.report("due", given, figures, before)


if __name__ == "__main__":
    main()
