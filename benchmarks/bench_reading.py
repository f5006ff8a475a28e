"""How fast free text is read: replies of both languages, by the rules alone and with the model, and one text from the shell.

Protocol
1. The texts are those that the model was trained on (`training/replies`): for speed it does not matter what was seen.
2. Each way of reading has a first pass that is not counted; then passes in turn. Speed is texts a processor second, beside
   the same texts cut into words by one regular expression.
3. From the shell: `softsell understand` of one short text, its compiled files kept, beside an interpreter that only loads
   numpy and the command line's library. Seconds of the processor, and of the wall.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

import common
import msgspec

from softsell import listening
from softsell.advise import catalogue
from softsell.advise.understand import understand

ROOT = Path(__file__).resolve().parents[1]
WORDS = re.compile(r"\w+")
ONE = ("-m", "softsell.cli", "understand", "Sendingarkostnaðurinn var of hár")


def texts(most: int) -> list[dict[str, Any]]:
    """The replies of both languages, mixed evenly, at most so many."""
    paths = sorted((ROOT / "training" / "replies").glob("*.jsonl"))
    rows = [msgspec.json.decode(line) for path in paths for line in path.read_bytes().splitlines()]
    return rows[:: max(1, len(rows) // most)] if most < len(rows) else rows


def taken(read: Callable[[dict[str, Any]], object], rows: list[dict[str, Any]]) -> float:
    """Processor seconds for all rows."""
    before = time.process_time()
    for row in rows:
        read(row)
    return time.process_time() - before


def from_shell(code: tuple[str, ...], cache: str) -> tuple[float, float]:
    """Seconds of the processor and of the wall for one run of an interpreter."""
    surroundings = os.environ | {
        "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": "",
    }  # fmt: skip
    before, began = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *code], check=True, capture_output=True, env=surroundings)
    wall, after = time.perf_counter() - began, getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main() -> None:
    given = common.arguments(__doc__ or "", repeats=5)
    before, figures = common.machine(), {}
    rows = texts(40 if given.quick else 10**9)
    sample = catalogue.build(
        *catalogue.decode((ROOT / "softsell" / "demo" / "shop" / "catalogue.json").read_text(encoding="utf-8"))
    )
    none, model = catalogue.empty(), listening.model()
    ways: dict[str, Callable[[dict[str, Any]], object]] = {
        "words": lambda row: WORDS.findall(row["text"]),
        "rules": lambda row: understand(row["text"], row["lang"], none),
        "rules_with_a_catalogue": lambda row: understand(row["text"], row["lang"], sample),
        "rules_and_model": lambda row: understand(row["text"], row["lang"], none, 0, model),
    }
    for read in ways.values():
        taken(read, rows)
    runs: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(given.repeats):
        for name, read in ways.items():
            runs[name].append(taken(read, rows))
    words = sorted(runs["words"])[given.repeats // 2]
    for name, seconds in runs.items():
        figures[name] = {
            "texts_a_processor_second": common.spread([len(rows) / one for one in seconds]),
            "time_to_words": round(sorted(seconds)[given.repeats // 2] / words, 1),
        }
    with tempfile.TemporaryDirectory() as cache:
        libraries = ("-c", "import numpy, click, msgspec")
        from_shell(ONE, cache), from_shell(libraries, cache)
        pairs = [
            (from_shell(ONE, cache), from_shell(libraries, cache))
            for _ in range(1 if given.quick else 4 * given.repeats)
        ]
    figures["from_the_shell"] = {
        "processor_seconds": common.spread([one[0] for one, _ in pairs], 3),
        "wall_seconds": common.spread([one[1] for one, _ in pairs], 3),
        "libraries_processor_seconds": common.spread([other[0] for _, other in pairs], 3),
    }
    figures["texts"] = len(rows)
    common.report("reading", given, figures, before)


if __name__ == "__main__":
    main()
