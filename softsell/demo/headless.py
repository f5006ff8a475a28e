"""`softsell demo --headless`: the month without pages, with its progress on standard error."""

import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from softsell import serve
from softsell.demo import month
from softsell.errors import ConfigError


def run_month(database: str, shoppers: int, days: int, seed: int, smtp: str) -> dict[str, Any]:
    """Live the month in a database (a temporary SQLite file by default) and count it; a database goes on where it was."""
    with tempfile.TemporaryDirectory(prefix="softsell-") as folder:
        url = database or f"sqlite:{Path(folder) / 'month.db'}?synchronous=OFF"  # it goes with the folder
        serve.create(url).close()
        return month.run(url, shoppers, days, seed, Progress(days), _host_port(smtp))


class Progress:
    """A line on standard error that is written over, at most four times a second, and once a day where nobody watches."""

    def __init__(self, days: int) -> None:
        self.end = month.START + timedelta(days=days)
        self.last = 0.0
        self.day = -1

    def __call__(self, now: datetime) -> None:
        done = now >= self.end
        if sys.stderr.isatty():
            if time.monotonic() - self.last > 0.25 or done:
                self.last = time.monotonic()
                print(f"\r{now:%d %b %H:%M}  ", end="\n" if done else "", file=sys.stderr, flush=True)
        elif now.toordinal() != self.day:
            self.day = now.toordinal()
            print(f"{now:%Y-%m-%d}", file=sys.stderr, flush=True)


def _host_port(smtp: str) -> tuple[str, int] | None:
    if not smtp:
        return None
    host, _, port = smtp.rpartition(":")
    if not host or not port.isdigit():
        raise ConfigError(f"--smtp: HOST:PORT is expected, not {smtp!r}")
    return host, int(port)
