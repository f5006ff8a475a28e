"""Events accepted over HTTP and durable, a second, beside the same server answering an empty 200.

Protocol
1. The server is the real application in a uvicorn process of its own, kept to one core; the load comes from `load.py` in
   another process, kept to the other. Loopback, no TLS, HTTP/1.1 with kept connections.
2. `track`: one event in a request, 64 connections. `batch`: a hundred events in a request, 8 connections. `lone`: one
   event in a request on one connection, so that its latency is that of a commit. `empty`: the same bodies as `track`, posted
   to a route that reads them and answers 200. In every repeat these follow each other on the same server.
3. An answer comes after the commit that holds the event. `sqlite` has synchronous=FULL (the default: flushed to the disk),
   `sqlite-normal` NORMAL (the last commits may be lost with the power), `postgres` PostgreSQL with its defaults (flushed).
   `sqlite-working` is FULL with the worker inside, stepping the same shoppers meanwhile, as `softsell serve` does.
4. Afterwards the events in the database are counted: there must be one for every answer of 200, or the run fails.
5. `events_a_cpu_second` divides by the processor time of the server process (not of PostgreSQL's): on a machine that is
   shared it moves less than the rate. When `generator_busy` is above 0.9, the load was the limit and the server was not.
"""

import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import common

from softsell import serve, store

LOADS = {  # path, events in a request, connections
    "empty": ("/empty", 1, 64),
    "track": ("/v1/track", 1, 64),
    "batch": ("/v1/batch", 100, 8),
    "lone": ("/v1/track", 1, 1),
}
VARIANTS = {"sqlite": "", "sqlite-normal": "?synchronous=NORMAL", "sqlite-working": "", "postgres": ""}


@contextmanager
def server(url: str, worker: bool) -> Iterator[tuple[int, int]]:
    """The application on a free port: (port, process id)."""
    port = serve.free_port("127.0.0.1", 18010)
    process = common.python("door.py", url, str(port), *(["--worker"] if worker else []), core=0)
    try:
        common.until(lambda: answers(port, process), 60, "the server answers")
        yield port, process.pid
    finally:
        common.end(process)


def answers(port: int, process: "subprocess.Popen[str]") -> bool:
    """Whether a server that was started takes connections. Raises RuntimeError when it ended."""
    if process.poll() is not None:
        raise RuntimeError(f"the server ended with {process.returncode}")
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def load(port: int, pid: int, name: str, seconds: float, mark: str) -> dict[str, Any]:
    """One load on a running server."""
    path, batch, connections = LOADS[name]
    before = common.cpu_seconds(pid)
    process = common.python(
        "load.py", "--port", str(port), "--path", path, "--batch", str(batch), "--connections", str(connections),
        "--seconds", str(seconds), "--warm", str(seconds / 6), "--mark", mark, core=1, stdout=subprocess.PIPE,
    )  # fmt: skip
    said, _ = process.communicate(timeout=seconds * 4 + 60)
    if process.returncode:
        raise RuntimeError("the load generator failed")
    found: dict[str, Any] = json.loads(said)
    taken = sum(found["statuses"].values()) * batch
    found["events_a_cpu_second"] = taken / max(common.cpu_seconds(pid) - before, 0.01)
    found["answered"] = found["statuses"].get("200", 0) * batch
    return found


def counted(url: str) -> int:
    """How many events the database holds."""
    db = store.open(url)
    try:
        with db.read() as tx:
            return int(tx._cursor.execute("SELECT COUNT(*) FROM events WHERE kind = 'Added'").fetchone()[0])
    finally:
        db.close()


def measure(url: str, variant: str, seconds: float, mark: str, runs: dict[str, list[dict[str, Any]]]) -> None:
    """Every load once on a fresh server and database; adds to `runs`."""
    answered = 0
    with server(url, variant == "sqlite-working") as (port, pid):
        for name in LOADS:
            found = load(port, pid, name, seconds, f"{mark}-{name}")
            runs.setdefault(name, []).append(found)
            answered += found["answered"] if name != "empty" else 0
    kept = counted(url)
    if kept != answered:
        raise RuntimeError(f"{variant}: {answered} events were answered with 200 and {kept} are in the database")


def summary(runs: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The spreads of one variant, and its ratios to the empty answer."""
    told: dict[str, Any] = {}
    for name, found in runs.items():
        told[name] = {
            "events_a_second": common.spread([one["events_a_second"] for one in found], 0),
            "events_a_cpu_second": common.spread([one["events_a_cpu_second"] for one in found], 0),
            "p50_ms": common.spread([one["p50_ms"] for one in found], 2),
            "p99_ms": common.spread([one["p99_ms"] for one in found], 2),
            "generator_busy": max(one["generator_busy"] for one in found),
            "refused": sum(n for one in found for status, n in one["statuses"].items() if status != "200"),
            "body_octets": found[0]["body_octets"],
        }
    for name in ("track", "batch"):
        told[name]["to_empty"] = common.ratio(told[name]["events_a_second"], told["empty"]["events_a_second"])
        told[name]["to_empty_by_cpu"] = common.ratio(
            told[name]["events_a_cpu_second"], told["empty"]["events_a_cpu_second"]
        )
    return told


def main() -> None:
    given = common.arguments(__doc__)
    before = common.machine()
    seconds = 0.6 if given.quick else 4.0
    variants = [v for v in VARIANTS if (not given.no_postgres or v != "postgres") and not (given.quick and "-" in v)]
    runs: dict[str, dict[str, list[dict[str, Any]]]] = {variant: {} for variant in variants}
    with common.databases() as made:
        for repeat in range(given.repeats):
            for variant in variants:
                common.say(f"{variant}, run {repeat + 1} of {given.repeats}")
                url = made.postgres() if variant == "postgres" else made.sqlite(VARIANTS[variant])
                measure(url, variant, seconds, f"r{repeat}", runs[variant])
                made.drop(url)
        before["postgres"] = made.postgres_version
    figures = {variant: summary(runs[variant]) for variant in variants}
    common.report("ingest", given, {"seconds_each": seconds, "figures": figures}, before)


if __name__ == "__main__":
    main()
