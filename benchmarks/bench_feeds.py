"""How fast a product feed comes in, against the csv module's bare pass over the same file, and how much memory it takes.

A generated TSV in Google's form: ids, titles, descriptions with measures in them, prices, stock, categories, product details,
three variants to a group. The import runs in a process of its own, from the file to the written catalogue; its memory is the
most that ever stood there. A second import of the same file finds every row the same. Times are of the processor, for both, so
that other work on the machine counts for neither.
"""

import csv
import random
import subprocess
import sys
import time
from pathlib import Path

import common
import msgspec

COLOURS = ["black", "blue", "red", "green", "grey"]
MATERIALS = ["wool", "cotton", "nylon", "leather", "polyester"]
TRADES = ["Clothing > Jumpers", "Clothing > Jackets", "Outdoor > Tents", "Outdoor > Bags", "Home > Blankets"]
CHILD = """
import resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from softsell import intake, load
start = time.process_time()
options = intake.Options(now=datetime(2026, 11, 1, tzinfo=UTC), format="google")
done = intake.bring_in(Path(sys.argv[1]), Path(sys.argv[2]), load.question_bank(), options)
took = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(took, peak, done.items, done.products, done.added, done.same, done.troubles)
"""


def write(path: Path, rows: int) -> None:
    """A feed of so many rows; the same seed gives the same file."""
    dice = random.Random(7)
    header = (
        "id title description link price availability product_type item_group_id size color material product_detail"
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n")
        out.writerow(header.split())
        for n in range(rows):
            group, size = divmod(n, 3)
            same = random.Random(group)
            trade, material, weight = same.choice(TRADES), same.choice(MATERIALS), same.randrange(2, 40) * 50
            more = same.choice(["Waterproof.", "Machine washable.", "Kind to hands."])
            text = f"Made of {material}. Weight: {weight} g. {more}"
            out.writerow([
                f"p{n}", f"Thing {group}", text, f"https://shop.example/p/{n}",
                f"{same.randrange(10, 400) * 100} ISK",
                dice.choice(["in_stock", "out_of_stock"]), trade, f"g{group}", "SML"[size], same.choice(COLOURS), material,
                f"General:Width:{same.randrange(10, 90)} cm",
            ])  # fmt: skip


def bare(path: Path) -> float:
    """Seconds of the csv module's own pass."""
    start = time.process_time()
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file, delimiter="\t"):
            pass
    return time.process_time() - start


def bring_in(path: Path, target: Path) -> dict[str, float]:
    """One import in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(target)], capture_output=True, text=True, check=True, timeout=3000
    )
    names = ("seconds", "peak_mb", "items", "products", "added", "same", "troubles")
    return dict(zip(names, map(float, done.stdout.split()), strict=True))


def main() -> None:
    given = common.arguments(__doc__ or "", repeats=1)
    rows = 2_000 if given.quick else 1_000_000 if given.full else 100_000
    before = common.machine()
    with common.folder() as home:
        feed = home / "feed.tsv"
        common.say(f"writing {rows:,} rows")
        write(feed, rows)
        plain, first, again = [], [], []
        for _ in range(given.repeats):
            target = home / "catalogue.jsonl"
            target.unlink(missing_ok=True)
            plain.append(bare(feed))
            common.say(f"csv alone: {plain[-1]:.1f} s")
            first.append(bring_in(feed, target))
            common.say(f"import: {msgspec.json.encode(first[-1]).decode()}")
            again.append(bring_in(feed, target))
            common.say(f"again: {msgspec.json.encode(again[-1]).decode()}")
        csv_rate = common.spread([rows / seconds for seconds in plain], 0)
        rate = common.spread([rows / one["seconds"] for one in first], 0)
        second = common.spread([rows / one["seconds"] for one in again], 0)
        figures = {
            "rows": rows, "feed_mb": round(feed.stat().st_size / 1e6, 1), "csv_rows_a_second": csv_rate,
            "import_rows_a_second": rate, "import_over_csv": common.ratio(rate, csv_rate), "again_rows_a_second": second,
            "peak_mb": common.spread([one["peak_mb"] for one in first]),
            "again_peak_mb": common.spread([one["peak_mb"] for one in again]),
            "products": first[-1]["products"], "same_again": again[-1]["same"], "troubles": first[-1]["troubles"],
        }  # fmt: skip
    common.report("feeds", given, figures, before)


if __name__ == "__main__":
    main()
