"""Compiles the rules of each language into the file that the program reads: `python tools/rulebook.py`.

`--check` only looks whether the files are up to date. How common words are is counted in our own honest texts (training/).
"""

import json
import sys
from collections import Counter
from pathlib import Path

from softsell.voice import LANGUAGES, ruleset
from softsell.voice.normalise import normalise, tokens

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "softsell" / "voice"
LEAST = 3  # times a word stands in our texts to be counted as common


def common(lang: str) -> dict[str, float]:
    """How many of 10,000 words of honest text are this word."""
    counted: Counter[str] = Counter()
    for path in sorted((ROOT / "training").glob(f"{lang}*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row["pushy"]:
                counted.update(tokens(normalise(row["text"]), frozenset(), frozenset()).words)
    many = counted.total() or 1
    return {word: round(1e4 * n / many, 2) for word, n in sorted(counted.items()) if n >= LEAST and word.isalpha()}


def sources(lang: str) -> tuple[str, ...]:
    """The rule files of a language."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted((HOME / lang).glob("*.toml")))


def made(lang: str) -> bytes:
    """The compiled rules of a language."""
    return ruleset.compiled(sources(lang), lang, common(lang))


def main(check: bool) -> int:
    """Write what is out of date, or with `check` only say so; 1 when something was or is out of date."""
    stale = 0
    for lang in LANGUAGES:
        path, octets = HOME / lang / "rules.msgpack", made(lang)
        if not path.exists() or path.read_bytes() != octets:
            stale += 1
            if not check:
                path.write_bytes(octets)
            print(f"{path.relative_to(ROOT)}: {'out of date' if check else f'{len(octets):,} octets'}")
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
