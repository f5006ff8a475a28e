"""What is understood of shoppers' replies that another person wrote, set apart and labelled, and nothing was trained on.

Protocol
1. `tests/replies/{en,is}.jsonl`: 300 replies in each language with their intents. They are read here and nowhere else; no
   rule, limit or list was written from them. Only totals are printed.
2. F1 is micro over text and intent. `stop` is what may never be missed: its recall and precision stand alone.
3. Speed is texts a processor second, beside the same texts split into words by one regular expression.
"""

import re
from pathlib import Path
from time import process_time
from typing import Any

import common
import msgspec

from softsell import listening

REPLIES = Path(__file__).resolve().parents[1] / "tests" / "replies"


def share(part: int, whole: int) -> dict[str, Any]:
    """A share with its interval (Wilson)."""
    return {"n": part, "of": whole, "share": round(part / max(1, whole), 4), "interval": common.wilson(part, whole)}


def judged(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Totals over the replies of one language."""
    body = b"".join(msgspec.json.encode({k: row[k] for k in ("id", "lang", "text")}) + b"\n" for row in rows)
    out: list[bytes] = []
    before = process_time()
    listening.stream(iter(body.splitlines(keepends=True)), out.append, None)
    took = process_time() - before
    told = [msgspec.json.decode(line) for line in b"".join(out).splitlines()]
    pairs = [(set(row["intents"]), set(one["intents"]), row, one) for row, one in zip(rows, told, strict=True)]
    hit = sum(len(a & b) for a, b, _, _ in pairs)
    f1 = 2 * hit / max(1, sum(len(a) + len(b) for a, b, _, _ in pairs))
    words = process_time()
    for row in rows:
        re.findall(r"\w+", row["text"])
    split = process_time() - words
    found: dict[str, Any] = {"replies": len(rows), "intents_f1": round(f1, 4)}
    for name in ("stop", "satisfied", "wants_human", "annoyed"):
        said = [(bool(row[name]), bool(one[name])) for _, _, row, one in pairs]
        right = sum(a and b for a, b in said)
        found[name] = {
            "recall": share(right, sum(a for a, _ in said)),
            "precision": share(right, sum(b for _, b in said)),
        }
    troubled = [(row["trouble"], one["trouble"]) for _, _, row, one in pairs if row["trouble"]]
    found["trouble_class"] = share(sum(a == b for a, b in troubled), len(troubled))
    found["texts_a_second"], found["time_to_words"] = round(len(rows) / took), round(took / max(split, 1e-6))
    return found


def main() -> None:
    given = common.arguments(__doc__ or "", repeats=1)
    before, figures = common.machine(), {}
    for lang in ("en", "is"):
        rows = [msgspec.json.decode(line) for line in (REPLIES / f"{lang}.jsonl").read_bytes().splitlines()]
        figures[lang] = judged(rows[:20] if given.quick else rows)
    common.report("understand", given, figures, before)


if __name__ == "__main__":
    main()
