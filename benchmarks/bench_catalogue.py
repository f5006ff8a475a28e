"""A large catalogue: made into its index, opened, asked for the next question and for an offer.

Protocol
1. Made-up products with 60 facets (30 of one value out of eight, 15 flags, 15 numbers), a tenth of the attributes unknown,
   written as JSON lines. `build` reads the file into an index in a process of its own (its peak memory is told), `open` maps
   the index that lies there. 50,000 products; with --full a million too.
2. A question and an offer are timed for 200 buyers who said nought to three things, drawn by a seed; the least, the middle
   and the 99th of a hundred are told. `pass_ms`: reading every code of the index once (the sum of each column), in the
   same run; `to_pass` is the middle question over it.
3. Above `needs.EXACT` products a question's gain is taken from a sample; the bound that holds with the chance stated in
   `needs` is told as `within`, in bits.
"""

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import common
import numpy as np

from softsell import shelf
from softsell.advise.catalogue import Catalogue
from softsell.advise.needs import Need, next_question
from softsell.advise.offer import offer

FACETS, BUYERS = 60, 200
MADE = "import sys; from pathlib import Path; from softsell import shelf; shelf.read(Path(sys.argv[1]));" \
       "print(open('/proc/self/status').read())"  # fmt: skip


def facet(n: int) -> dict[str, Any]:
    """The n-th facet: a choice, a flag or a number."""
    told: dict[str, Any] = {"id": f"f{n}", "label": {"en": f"trait {n}"}, "question": {"en": f"What about trait {n}?"}}
    if n < 30:
        return told | {"kind": "choice", "values": {f"v{m}": {"en": f"value {m}"} for m in range(8)}}
    if n < 45:
        return told | {"kind": "flag"}
    steps = [{"id": f"s{m}", "label": {"en": f"step {m}"}, "min": 25.0 * m, "max": 25.0 * m + 25} for m in range(4)]
    return told | {"kind": "number", "choices": steps}


def write(path: Path, many: int) -> None:
    """The catalogue's file."""
    dice = random.Random(5)
    head = {
        "as_of": "2026-05-04T08:00:00Z", "currency": "ISK", "facets": [facet(n) for n in range(FACETS)],
        "categories": [{"id": f"c{n}", "label": {"en": f"kind {n}"}} for n in range(12)],
    }  # fmt: skip
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head) + "\n")
        for n in range(many):
            told: dict[str, object] = {}
            for m in range(FACETS):
                if dice.random() < 0.9:
                    told[f"f{m}"] = (
                        f"v{int(8 * dice.random() ** 1.5)}" if m < 30
                        else dice.random() < 0.5 if m < 45 else round(100 * dice.random(), 1)
                    )  # fmt: skip
            row = {"id": f"p{n}", "title": {"en": f"Thing {n}"}, "category": f"c{n % 12}", "price": 1000 + n % 90_000}
            file.write(json.dumps({**row, "attributes": told}) + "\n")


def buyers(count: int) -> list[tuple[Need, ...]]:
    """What each buyer has said."""
    dice, found = random.Random(9), []
    for _ in range(count):
        said = []
        for turn, m in enumerate(dice.sample(range(FACETS), dice.randrange(4)), 1):
            value = f"v{dice.randrange(8)}" if m < 30 else "yes" if m < 45 else f"s{dice.randrange(4)}"
            said.append(Need(f"f{m}", value, turn))
        found.append(tuple(said))
    return found


def timed(work: Any, some: list[tuple[Need, ...]]) -> list[float]:
    """Milliseconds of each."""
    taken = []
    for needs in some:
        before = time.perf_counter()
        work(needs)
        taken.append(1000 * (time.perf_counter() - before))
    return taken


def whole_pass(catalogue: Catalogue) -> float:
    """Milliseconds of reading every code once, the middle of five."""
    runs = []
    for _ in range(5):
        before = time.perf_counter()
        for column in catalogue.columns.values():
            int(np.sum(column.codes, dtype=np.int64))
        runs.append(1000 * (time.perf_counter() - before))
    return sorted(runs)[2]


def measured(home: Path, many: int, count: int) -> dict[str, Any]:
    """One size."""
    path = home / f"{many}.jsonl"
    common.say(f"{many:,} products are written")
    write(path, many)
    common.say("the index is made")
    before = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", MADE, str(path)], capture_output=True, text=True, check=True)
    built = time.perf_counter() - before
    peak = next(int(line.split()[1]) / 1024 for line in done.stdout.splitlines() if line.startswith("VmHWM"))
    before = time.perf_counter()
    catalogue = shelf.read(path)
    opened = time.perf_counter() - before
    common.say("buyers ask")
    some = buyers(count)
    asked = next_question(catalogue, some[0])
    timed(lambda needs: next_question(catalogue, needs), some[:5])
    question = timed(lambda needs: next_question(catalogue, needs), some)
    offered = timed(lambda needs: offer(catalogue, needs, lang="en"), some[: count // 2])
    once = whole_pass(catalogue)
    index_mb = path.with_name(path.name + shelf.SUFFIX).stat().st_size / 2**20
    path.unlink()
    return {
        "products": many, "facets": FACETS, "build_seconds": round(built, 1), "build_peak_mb": round(peak),
        "index_mb": round(index_mb), "open_seconds": round(opened, 3), "within": getattr(asked, "within", None),
        "question_ms": quantiles(question), "offer_ms": quantiles(offered), "pass_ms": round(once, 2),
        "to_pass": round(common.quantile(question, 0.5) / once, 2),
    }  # fmt: skip


def quantiles(values: list[float]) -> dict[str, float]:
    return {name: round(common.quantile(values, q), 2) for name, q in (("least", 0.0), ("p50", 0.5), ("p99", 0.99))}


def main() -> None:
    given = common.arguments(__doc__ or "", repeats=1)
    before = common.machine()
    sizes = [500] if given.quick else [50_000, 1_000_000] if given.full else [50_000]
    with common.folder() as home:
        figures = {str(many): measured(home, many, 10 if given.quick else BUYERS) for many in sizes}
    common.report("catalogue", given, figures, before)


if __name__ == "__main__":
    main()
