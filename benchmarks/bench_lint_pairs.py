"""The frozen pairs: how much of what presses is caught, how much of what does not is blocked, in each language.

Protocol: tests/pairs/{en,is}.jsonl were written before the rules, by authors who saw no rule, and frozen; nothing is tuned
on them. A pushy text is caught when its verdict is block or warn. Intervals are Wilson's, 95 %.
"""

import json
from collections import Counter
from typing import Any

import common
import texts

from softsell.copy.jsonl import answer_lines
from softsell.rulebook import rulebook


def verdict(voice: Any, id: str, lang: str, kind: str, text: str) -> str:
    """The verdict of a text as `softsell lint --jsonl` gives it."""
    said: list[bytes] = []
    line = json.dumps({"id": id, "lang": lang, "kind": kind, "text": text}).encode()
    answer_lines([line], voice, said.append)
    return str(json.loads(said[0])["verdict"])


def figures(lang: str) -> dict[str, Any]:
    """What came of the pairs of one language."""
    voice = rulebook()
    rows = [json.loads(line) for line in (texts.PAIRS / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()]
    pushy: Counter[str] = Counter()
    honest: Counter[str] = Counter()
    caught: dict[str, Counter[bool]] = {}
    for row in rows:
        found = verdict(voice, row["id"], lang, row["kind"], row["pushy"])
        pushy[found] += 1
        honest[verdict(voice, row["id"], lang, row["kind"], row["honest"])] += 1
        for group in (f"category {row['category']}", f"kind {row['kind']}"):
            caught.setdefault(group, Counter())[found != "ok"] += 1
    many = len(rows)
    return {
        "pairs": many,
        "pushy caught": share(many - pushy["ok"], many),
        "pushy blocked": share(pushy["block"], many),
        "honest blocked": share(honest["block"], many),
        "honest warned": share(honest["warn"], many),
        "caught by": {name: round(of[True] / of.total(), 3) for name, of in sorted(caught.items())},
    }


def share(n: int, of: int) -> dict[str, float]:
    """A share with its interval (Wilson 1927, 95 %)."""
    low, high = common.wilson(n, of)
    return {"share": round(n / of, 4), "low": round(low, 4), "high": round(high, 4), "n": n}


if __name__ == "__main__":
    given, before = common.arguments(__doc__ or "", repeats=1), common.machine()
    common.report("lint_pairs", given, {lang: figures(lang) for lang in ("en", "is")}, before)
