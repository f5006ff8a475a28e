"""Memory of `softsell serve`, one whole installation on SQLite: at rest when new, under load, and with a month behind it.

Protocol
1. The real command in a process of its own, worker inside, with the sample shop's catalogue and knowledge.
2. `fresh_idle`: a new database, five seconds after the first answer. `fresh_loaded`: at the end of thirty seconds of events
   on 32 connections (`load.py`), while the worker steps them. `fresh_rested`: ten seconds later.
3. `month_idle`, `month_loaded`, `month_rested`: the same over a database in which 2,000 simulated shoppers lived a month.
4. Figures are megabytes of the process: `rss` as it stands (VmRSS), `peak` the most so far (VmHWM), from /proc.
"""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bench_ingest
import common
from bench_month import month

from softsell import load, serve

SETTINGS = """secret = "{secret}"
[server]
host = "127.0.0.1"
port = {port}
[database]
url = "{url}"
[shop]
id = "{shop}"
write_key = "{key}"
catalogue = "{folder}/catalogue.json"
knowledge = "{folder}/knowledge.json"
"""


@contextmanager
def served(home: Path, url: str) -> Iterator[tuple[int, int]]:
    """`softsell serve` on this database: (port, process id)."""
    port = serve.free_port("127.0.0.1", 18110)
    path = home / "softsell.toml"
    folder = load.sample_folder()
    path.write_text(
        SETTINGS.format(secret=common.SECRET, port=port, url=url, shop=common.SHOP, key=common.WRITE_KEY, folder=folder)
    )
    process = common.module("softsell.cli", "-c", str(path), "serve", "--port", str(port), stdout=subprocess.DEVNULL)
    try:
        common.until(lambda: bench_ingest.answers(port, process), 60, "the server answers")
        yield port, process.pid
    finally:
        common.end(process)


def measure(home: Path, url: str, seconds: float, rest: float) -> dict[str, Any]:
    """The three figures of one database."""
    with served(home, url) as (port, pid):
        time.sleep(rest / 2)
        found = {"idle": taken(pid)}
        generator = common.python(
            "load.py", "--port", str(port), "--connections", "32", "--seconds", str(seconds), "--mark", "memory",
            stdout=subprocess.PIPE,
        )  # fmt: skip
        said, _ = generator.communicate(timeout=seconds * 4 + 60)
        found["loaded"] = taken(pid)
        time.sleep(rest)
        found["rested"] = taken(pid)
    told = json.loads(said)
    found["events"] = {"answered": told["statuses"].get("200", 0), "a_second": round(told["events_a_second"])}
    return found


def taken(pid: int) -> dict[str, float]:
    """Resident memory now and at its most, MB."""
    return {"rss_mb": common.status_mb(pid), "peak_mb": common.status_mb(pid, "VmHWM")}


def main() -> None:
    given = common.arguments(__doc__, repeats=1)
    before = common.machine()
    seconds, rest = (1.0, 0.6) if given.quick else (30.0, 10.0)
    shoppers, days = (20, 2) if given.quick else (2_000, 30)
    runs: dict[str, list[dict[str, Any]]] = {"fresh": [], "month": []}
    with common.databases() as made:
        for repeat in range(given.repeats):
            common.say(f"a fresh database, run {repeat + 1} of {given.repeats}")
            runs["fresh"].append(measure(made.home, made.sqlite(), seconds, rest))
            common.say("a month is lived")
            url = made.sqlite("?synchronous=OFF")
            lived = month(url, shoppers, days)
            common.say(f"served over it, run {repeat + 1} of {given.repeats}")
            runs["month"].append(measure(made.home, url.partition("?")[0], seconds, rest))
    figures = {
        f"{kind}_{when}": {name: common.spread([one[when][name] for one in found]) for name in ("rss_mb", "peak_mb")}
        for kind, found in runs.items()
        for when in ("idle", "loaded", "rested")
    }
    report = {
        "unit": "MB", "load_seconds": seconds, "month_shoppers": shoppers, "month_events": lived["events"],
        "load": {kind: [one["events"] for one in found] for kind, found in runs.items()}, **figures,
        "growth_under_load": common.ratio(figures["fresh_loaded"]["rss_mb"], figures["fresh_idle"]["rss_mb"]),
    }  # fmt: skip
    common.report("memory", given, report, before)


if __name__ == "__main__":
    main()
