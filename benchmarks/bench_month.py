"""The headless month with 2,000 shoppers: wall time and events a second on both databases, and whether they agree.

Protocol
1. `softsell demo --headless` in a process of its own, as a reader would run it: events in, shoppers stepped, letters over
   real SMTP into the catcher within the process, answers, orders, the whole history replayed and checked at the end.
2. Each run has a new database; the two kinds take turns. Same seed, so every run must end with the same digest of all
   states and effects, whatever the database: `same_digest` says whether they did. `law_violations` must be 0.
3. `sqlite` flushes every commit to the disk (FULL). `sqlite-off` does not flush at all: what is left when the disk costs
   nothing, and the difference is what it costs here. A quarter of an hour of virtual time is some ten small commits.
4. `events` are those recorded, wake-ups and deliveries included; `wall` is the whole process from its start to its end,
   `cpu` its processor time (not PostgreSQL's).
"""

import json
import resource
import subprocess
import sys
import time
from typing import Any

import common

VARIANTS = {"sqlite": "", "sqlite-off": "?synchronous=OFF", "postgres": ""}


def month(url: str, shoppers: int, days: int) -> dict[str, Any]:
    """One month in this database; what it printed, with its wall and processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "softsell.cli", "demo", "--headless", "--json", "--shoppers", str(shoppers),
         "--days", str(days), "--database", url],
        capture_output=True, text=True, timeout=3600, check=False,
    )  # fmt: skip
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    value: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return value | {"wall": wall, "cpu": cpu}


def main() -> None:
    given = common.arguments(__doc__)
    before = common.machine()
    shoppers, days = (20, 2) if given.quick else (2_000, 30)
    runs: dict[str, list[dict[str, Any]]] = {}
    with common.databases() as made:
        for repeat in range(given.repeats):
            for variant, options in VARIANTS.items():
                if given.no_postgres and variant == "postgres":
                    continue
                common.say(f"{variant}, run {repeat + 1} of {given.repeats}")
                url = made.postgres() if variant == "postgres" else made.sqlite(options)
                runs.setdefault(variant, []).append(month(url, shoppers, days))
                made.drop(url)
        before["postgres"] = made.postgres_version
    digests = sorted({one["digest"] for found in runs.values() for one in found})
    counts = ("events", "carts", "asked", "held_out", "answered", "bought", "repeat_bought", "law_violations")
    figures: dict[str, dict[str, Any]] = {
        variant: {
            "wall_seconds": common.spread([one["wall"] for one in found]),
            "cpu_seconds": common.spread([one["cpu"] for one in found]),
            "events_a_second": common.spread([one["events"] / one["wall"] for one in found], 0),
            "events_a_cpu_second": common.spread([one["events"] / one["cpu"] for one in found], 0),
        }
        for variant, found in runs.items()
    }
    for one in figures.values():
        one["wall_to_sqlite"] = common.ratio(one["wall_seconds"], figures["sqlite"]["wall_seconds"])
    report = {
        "shoppers": shoppers, "days": days, "same_digest": len(digests) == 1, "digests": digests,
        "counted": {name: runs["sqlite"][0][name] for name in counts}, "figures": figures,
    }  # fmt: skip
    common.report("month", given, report, before)


if __name__ == "__main__":
    main()
