"""Each benchmark runs with tiny sizes and ends with one JSON object. What they measure is not judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"
SCRIPTS = sorted(path.name for path in FOLDER.glob("bench_*.py"))


def test_there_is_a_benchmark_for_every_headline_figure() -> None:
    of_the_lint = [f"bench_lint_{name}.py" for name in ("dark", "mathur", "normal", "pairs", "speed")]
    others = [
        "bench_answers.py",
        "bench_asking.py",
        "bench_bounces.py",
        "bench_buyers.py",
        "bench_catalogue.py",
        "bench_due.py",
        "bench_feeds.py",
        "bench_ingest.py",
        "bench_intents.py",
        "bench_letters.py",
        "bench_memory.py",
        "bench_month.py",
        "bench_reading.py",
        "bench_sending.py",
        "bench_stackfaq.py",
        "bench_turn.py",
        "bench_understand.py",
        "bench_visible.py",
    ]
    assert sorted([*others, *of_the_lint]) == SCRIPTS


@pytest.mark.timeout(240)
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_quick_run_ends_with_one_json_object(script: str) -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / script), "--quick"], capture_output=True, text=True, timeout=230, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = done.stdout.splitlines()
    assert len(lines) == 1, lines
    value = json.loads(lines[-1])
    assert value["benchmark"] == script.removeprefix("bench_").removesuffix(".py")
    assert value["mode"] == "quick"
    assert {"cpu", "cores", "python", "sqlite", "load_before"} <= value["machine"].keys()
    assert value["repeats"] >= 1
