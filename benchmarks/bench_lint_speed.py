"""The lint's speed and size beside proselint, write-good and alex on the same text, in one run.

Protocol: one megabyte of ordinary English paragraphs (public sets, shuffled, repeated to the size), each tool warm and in
its own process, timed inside it, all rules on; ours with the model on. Then a letter of two kilobytes, the start of the
command on a small file, and the most memory. Peers are read from --python (an interpreter that has proselint) and
--node-modules (a folder that has write-good and alex); one that is not there is left out, and said so.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import common
import texts

SIZE = 1_000_000
PROSELINT = """
import sys, time
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.checks import __register__
from proselint.tools import LintFile
registry = CheckRegistry()
registry.register_many(__register__)
text = open(sys.argv[1], encoding="utf-8").read()
LintFile("a", text[:20000]).lint(DEFAULT)
for _ in range(int(sys.argv[2])):
    begun = time.perf_counter()
    LintFile("a", text).lint(DEFAULT)
    print(time.perf_counter() - begun)
"""
WRITE_GOOD = """
const w = require("write-good"), t = require("fs").readFileSync(process.argv[1], "utf8");
w(t.slice(0, 20000));
for (let i = 0; i < +process.argv[2]; i++) {
  const b = process.hrtime.bigint(); w(t); console.log(Number(process.hrtime.bigint() - b) / 1e9);
}
"""
ALEX = """
const t = require("fs").readFileSync(process.argv[1], "utf8").slice(0, 200000);
import("alex").then(({text}) => { text(t.slice(0, 20000));
for (let i = 0; i < +process.argv[2]; i++) {
  const b = process.hrtime.bigint(); text(t); console.log(5 * Number(process.hrtime.bigint() - b) / 1e9);
} });
"""
OURS = """
import resource, sys, time
from softsell.rulebook import rulebook
from softsell.voice.lint import lint
text = open(sys.argv[1], encoding="utf-8").read()
voice = rulebook()
lint(voice, text[:20000], "en", kind="body")
for _ in range(int(sys.argv[2])):
    begun = time.perf_counter()
    lint(voice, text, "en", kind="body")
    print(time.perf_counter() - begun)
print("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def corpus() -> str:
    """The megabyte."""
    sets = texts.normal() if texts.SHARED.is_dir() else {}
    pool = [t for name, of in sets.items() if not name.startswith("is-") for t in of] or ["We are open until six."]
    random.Random(3).shuffle(pool)
    text = "\n\n".join(pool)
    return (text * (SIZE // len(text) + 1))[:SIZE]


def timed(command: list[str], text: Path, repeats: int, cwd: Path | None = None) -> list[str]:
    """The lines that a timing program prints; nothing where it cannot run."""
    try:
        asked = [*command, str(text), str(repeats)]
        return subprocess.run(asked, capture_output=True, text=True, check=True, cwd=cwd, timeout=900).stdout.split(
            "\n"
        )
    except (OSError, subprocess.SubprocessError) as error:
        common.say(f"{command[0]}: {str(getattr(error, 'stderr', '') or error)[-300:]}")
        return []


def throughput(lines: list[str]) -> dict[str, float] | None:
    seconds = [float(line) for line in lines if line and line[0].isdigit()]
    if not seconds:
        return None
    middle = statistics.median(seconds)
    return {"MB/s": round(1 / middle, 3), "least": round(1 / max(seconds), 3), "most": round(1 / min(seconds), 3)}


def letter(repeats: int) -> dict[str, float]:
    """Milliseconds for a letter of two kilobytes with the model on."""
    from softsell.rulebook import rulebook
    from softsell.voice.lint import lint

    words = "Hello Anna, thank you for looking in. You left a lamp in the cart on Monday, and we would like to ask "
    words += "if something got in the way. "
    text, voice, taken = (words * 20)[:2000], rulebook(), []
    for _ in range(50 * repeats):
        begun = time.perf_counter()
        lint(voice, text, "en", kind="letter")
        taken.append(1e3 * (time.perf_counter() - begun))
    return {"ms": round(statistics.median(taken), 3), "worst": round(max(taken[3:]), 3)}


def start(repeats: int) -> dict[str, float]:
    """Milliseconds of the whole process `softsell lint FILE` on a file of one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.txt"
        path.write_text("We are open until six.\n", encoding="utf-8")
        taken = []
        for _ in range(5 * repeats):
            begun = time.perf_counter()
            command = [str(Path(sys.executable).with_name("softsell")), "lint", str(path)]
            subprocess.run(command, capture_output=True, check=True)
            taken.append(1e3 * (time.perf_counter() - begun))
    return {"ms": round(statistics.median(taken), 1), "least": round(min(taken), 1)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a tiny text: shows that it runs, measures nothing")
    parser.add_argument("--full", action="store_true", help="the same as without")
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has proselint")
    parser.add_argument(
        "--node-modules", type=Path, default=Path("node_modules"), help="a folder with write-good and alex"
    )
    parser.add_argument("--repeats", type=int, default=3)
    given, before = parser.parse_args(), common.machine()
    given.repeats = 1 if given.quick else given.repeats
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(corpus()[: 20_000 if given.quick else SIZE], encoding="utf-8")
        ours = timed([sys.executable, "-c", OURS], path, given.repeats)
        base = given.node_modules.resolve().parent
        told: dict[str, Any] = {
            "softsell": throughput(ours),
            "proselint": throughput(timed([given.python, "-c", PROSELINT], path, given.repeats)),
            "write-good": throughput(timed(["node", "-e", WRITE_GOOD], path, given.repeats, base)),
            "alex": throughput(timed(["node", "-e", ALEX], path, given.repeats, base)),
        }
    mine = (told["softsell"] or {}).get("MB/s", 0.0)
    told["ratios"] = {
        peer: round(mine / told[peer]["MB/s"], 2) for peer in ("proselint", "write-good", "alex") if told[peer]
    }
    told["memory MB"] = next((int(line.split()[1]) for line in ours if line.startswith("memory")), None)
    told["letter of 2 KB"], told["start"] = letter(given.repeats), start(given.repeats)
    common.report("lint_speed", given, told, before)
