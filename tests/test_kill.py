"""Killed at random twenty times during the month, softsell changes nothing but timing: no letter twice, none lost."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from softsell import tokens
from softsell.demo.month import SECRET
from softsell.mail.catcher import Catcher

SHOPPERS, DAYS, SEED, KILLS = 400, 30, 7, 20
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.I | re.M)


def month(database: Path, port: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "softsell.cli", "demo", "--headless", "--shoppers", str(SHOPPERS), "--days", str(DAYS),
        "--seed", str(SEED), "--json", "--database", f"sqlite:{database}", "--smtp", f"127.0.0.1:{port}",
    ]  # fmt: skip
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ))


def finish(process: subprocess.Popen[bytes]) -> dict[str, object]:
    out, _ = process.communicate(timeout=240)
    assert process.returncode == 0
    counted: dict[str, object] = json.loads(out.decode().splitlines()[-1])
    return counted


def kill_somewhere(process: subprocess.Popen[bytes], dice: Random) -> bool:
    """Let it live into its first or second day, and kill it at some moment of that; False: it had come to its end."""
    assert process.stderr is not None
    for _ in range(dice.choice((1, 1, 2))):
        if not process.stderr.readline():
            process.communicate()
            return False
    time.sleep(dice.uniform(0, 0.2))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return True


def shopper_of(message_id: bytes) -> str:
    effect = tokens.parse_message_id(SECRET.encode(), message_id.decode())
    assert effect is not None
    return effect.split("/")[1]


def test_a_month_killed_twenty_times_sends_no_letter_twice_and_loses_none(tmp_path: Path) -> None:
    whole: list[bytes] = []
    with Catcher(keep=whole.append) as catcher:
        calm = finish(month(tmp_path / "calm.db", catcher.port))
    dice, kills = Random(SEED), 0
    torn: list[bytes] = []
    with Catcher(keep=torn.append) as catcher:
        while kills < KILLS and kill_somewhere(month(tmp_path / "torn.db", catcher.port), dice):
            kills += 1
        last = finish(month(tmp_path / "torn.db", catcher.port))
    sent = Counter(found[1] for raw in torn if (found := _MESSAGE_ID.search(raw)))
    expected = Counter(found[1] for raw in whole if (found := _MESSAGE_ID.search(raw)))
    assert kills == KILLS
    assert max(sent.values()) == 1
    assert last["law_violations"] == 0
    unsure = int(str(last["unsure"]))
    print(f"killed {kills} times; {len(sent)} letters, {unsure} unsure")
    with sqlite3.connect(tmp_path / "torn.db") as db:
        in_doubt = {key for (key,) in db.execute("SELECT shopper FROM effects WHERE status = 'unsure'")}
    db.close()
    missing = {shopper_of(name) for name in expected - sent}
    assert missing <= in_doubt, "a letter was lost and not reported as unsure"
    if unsure == 0:
        assert last["digest"] == calm["digest"]
