"""What the rules miss and what they find wrongly on the texts they are written by; never on those they are reported on.

    python tools/misses.py en            counts
    python tools/misses.py is --show 40  and some of the texts themselves
    python tools/misses.py en --only polite_pressure --show 100

The texts are our own (training/*.jsonl) and the "dev" halves of the public sets (benchmarks/texts.py).
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]

import rulebook as tool  # noqa: E402
import texts  # noqa: E402

from softsell.rulebook import Rulebook  # noqa: E402
from softsell.voice.lint import lint, worst  # noqa: E402
from softsell.voice.ruleset import decode  # noqa: E402


def sets(lang: str) -> Iterator[tuple[str, bool, str, str]]:
    """(set, pushy, kind, text) of every text that rules may be written by."""
    for path in sorted((ROOT / "training").glob(f"{lang}*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["category"], row["pushy"], row["kind"], row["text"]
    if lang == "en" and texts.SHARED.is_dir():
        for text, _, kind in texts.mathur():
            if texts.half(text) == "dev":
                yield f"mathur: {kind}", True, "body", text
    for name, found in texts.normal().items() if texts.SHARED.is_dir() else ():
        if name.startswith("is-") == (lang == "is"):
            yield from ((f"normal: {name}", False, "body", text) for text in found if texts.half(text) == "dev")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("lang", choices=["en", "is"])
    parser.add_argument("--show", type=int, default=0, help="how many texts of each kind to show")
    parser.add_argument("--only", default="", help="only sets whose name contains this")
    given = parser.parse_args()
    voice = Rulebook({given.lang: decode(tool.made(given.lang))})
    total: Counter[str] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    pushy, wrong, missed, rules = {}, [], [], Counter()
    for name, presses, kind, text in sets(given.lang):
        if given.only not in name:
            continue
        findings = lint(voice, text, given.lang, kind=kind)
        grade = worst(findings)
        total[name] += 1
        found[name, grade] += 1
        pushy[name] = presses
        if presses and grade not in ("block", "warn"):
            missed.append(f"  {name}: {text!r}")
        if not presses and grade in ("block", "warn"):
            hit = next(f for f in findings if f.severity == grade)
            rules[hit.rule] += 1
            wrong.append(f"  {name}: {grade} {hit.rule} {hit.text!r} in {text[:160]!r}")
    for presses, title in ((True, "found of what presses"), (False, "found of what does not press")):
        names = [n for n in total if pushy[n] == presses]
        print(f"{title}:")
        for name in names:
            print(f"  {name}: block {found[name, 'block']}, warn {found[name, 'warn']} of {total[name]}")
        ours = [n for n in names if not n.startswith(("normal", "mathur"))]
        many = sum(total[n] for n in ours) or 1
        block, warn = sum(found[n, "block"] for n in ours), sum(found[n, "warn"] for n in ours)
        print(f"  our own together: block {block / many:.3f}, warn {warn / many:.3f}, of {many}")
    print("wrong by rule:", dict(rules.most_common()))
    random.seed(1)
    for title, lines in (("missed", missed), ("wrong", wrong)):
        print(f"{title}: {len(lines)}")
        print("\n".join(random.sample(lines, min(given.show, len(lines)))))


if __name__ == "__main__":
    main()
