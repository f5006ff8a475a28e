"""Letters a second and core: words, lint, octets, signature and SMTP, beside what the mail server takes; and their memory.

Protocol
1. The letters are those of `bench_letters.py`: Asks as the core decided them, 14 kB, half Icelandic and half English. Each is
   written, linted, signed by RSA of 2048 bits and sent over one connection before the next begins: `whole`.
2. `smtplib` is the peer in the same run: the standard library sending the same number of ready letters of that length over one
   connection to the same sink, which is `sink.py` in a process of its own on the other core. `ours` is `Outbox` doing that.
3. `write`, `sign` (RSA), `sign_ed25519`, `sign_both` are each stage alone. `..._a_cpu_second` divides by our own processor time.
4. `worker` is the whole of `worker.deliver` with signing on SQLite (synchronous=FULL) by 1 and by 4 hands, to the quick sink and
   to one that answers each letter 50 ms late. Each letter must be sent, none held.
5. `memory` is the whole of (1) for many letters, each with an id of its own: RSS by /proc at twenty places, and the slope of a
   straight line through those after the first fifth, in MB for 100,000 letters.
"""

import os
import smtplib
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import common
import numpy as np
import people
from bench_letters import prepared, sent, sink, waiting
from msgspec.structs import replace

from softsell import worker, writing
from softsell.config import Smtp
from softsell.mail.sign import Signer, new_key, sign, signer
from softsell.mail.smtp import Outbox
from softsell.worker import Runtime
from softsell.writing import Thread

SENDER = "hallo@lopiandlogn.example"
LATE_MS = "50"


def write(rt: Runtime, one: tuple[Any, Any, Any], name: str = "") -> writing.Written:
    """One letter; with another id than its own where one is given."""
    own, ask, who = one
    assert rt._shop is not None, "it was read when the installation was prepared"
    letter = writing.write(rt.desk, rt._shop.policy, who, name or own, ask, Thread(), people.DUE)
    assert not letter.blocked
    return letter


def timed(work: Callable[[], object], letters: int) -> tuple[float, float]:
    """(letters a second, letters a processor second)."""
    begun, busy = time.perf_counter(), time.process_time()
    work()
    return letters / (time.perf_counter() - begun), letters / (time.process_time() - busy)


def whole(rt: Runtime, mail: Outbox, signers: list[Signer], ready: list[Any]) -> None:
    """Each letter from its meaning to the server's answer."""
    for one in ready:
        letter = write(rt, one)
        mail.send(SENDER, one[2].address, sign(signers, letter.raw, people.DUE))


def by_smtplib(host: str, port: int, made: list[tuple[str, bytes]]) -> None:
    with closing(smtplib.SMTP(host, port)) as server:
        for to, raw in made:
            server.sendmail(SENDER, [to], raw)


def by_worker(url: str, letters: int, host: str, port: int, hands: int) -> tuple[float, float]:
    """Letters a second and a processor second of `worker.deliver`."""
    with Outbox(host, port, size=hands) as mail, prepared(url, letters, mail) as rt:
        rt.config = replace(rt.config, smtp=Smtp(connections=hands))
        rt.signers = (signer(KEYS["rsa"], "s1"),)
        begun, busy = time.perf_counter(), time.process_time()
        done = worker.deliver(rt, rt.shop(), people.DUE)
        took, used = time.perf_counter() - begun, time.process_time() - busy
    assert done.held + done.failed + done.unsure + done.put_off == 0, done
    return done.sent / took, done.sent / used


def memory(rt: Runtime, mail: Outbox, signers: list[Signer], ready: list[Any], letters: int) -> dict[str, Any]:
    """RSS along so many letters."""
    places, found = max(1, letters // 20), []
    begun = time.perf_counter()
    for number in range(letters):
        one = ready[number % len(ready)]
        letter = write(rt, one, f"{common.SHOP}/{one[2].key}/{number}/0")
        mail.send(letter.envelope_from, one[2].address, sign(signers, letter.raw, people.DUE))
        if (number + 1) % places == 0:
            found.append((number + 1, common.status_mb(os.getpid())))
    after = [(n, mb) for n, mb in found if n > letters / 5]
    slope = float(np.polyfit([n for n, _ in after], [mb for _, mb in after], 1)[0]) if len(after) > 1 else 0.0
    return {
        "letters": letters, "letters_a_second": round(letters / (time.perf_counter() - begun), 1),
        "rss_mb_first": found[0][1], "rss_mb_after_a_fifth": after[0][1], "rss_mb_last": found[-1][1],
        "mb_for_100000": round(slope * 100_000, 2),
    }  # fmt: skip


KEYS = dict.fromkeys(("rsa", "ed25519"), "")


def stages(
    rt: Runtime, mail: Outbox, to: tuple[str, int], ready: list[Any]
) -> tuple[dict[str, tuple[float, float]], int]:
    """Every stage once, one after the other; and the octets of a letter."""
    rsa, curve = (signer(KEYS[kind], "s1") for kind in ("rsa", "ed25519"))
    found = {"write": timed(lambda: [write(rt, one) for one in ready], len(ready))}
    bare = [write(rt, one).raw for one in ready]

    def signing(*signers: Signer) -> tuple[float, float]:
        return timed(lambda: [sign(signers, raw, people.DUE) for raw in bare], len(bare))

    found |= {"sign": signing(rsa), "sign_ed25519": signing(curve), "sign_both": signing(rsa, curve)}
    signed = [(one[2].address, sign([rsa], raw, people.DUE)) for one, raw in zip(ready, bare, strict=True)]
    found["smtplib"] = timed(lambda: by_smtplib(*to, signed), len(signed))
    found["ours"] = timed(lambda: sent(mail, signed), len(signed))
    found["whole"] = timed(lambda: whole(rt, mail, [rsa], ready), len(ready))
    return found, round(sum(len(raw) for _, raw in signed) / len(signed))


def alone(given: Any, letters: int, made: common.Databases, to: tuple[str, int]) -> dict[str, Any]:
    """The stages in every repeat, and the memory at the end."""
    rates: dict[str, list[float]] = {}
    with Outbox(*to) as mail, prepared(made.sqlite("?synchronous=OFF"), letters, mail) as rt:
        ready = waiting(rt)[:letters]
        for repeat in range(given.repeats):
            common.say(f"the stages, run {repeat + 1} of {given.repeats}")
            found, octets = stages(rt, mail, to, ready)
            for name, (rate, by_cpu) in found.items():
                rates.setdefault(name, []).append(rate)
                rates.setdefault(f"{name}_a_cpu_second", []).append(by_cpu)
        many = letters * 2 if given.quick else 100_000 if given.full else 20_000
        common.say(f"memory over {many} letters")
        told = memory(rt, mail, [signer(KEYS["rsa"], "s1")], ready, many)
    return {"octets": octets, "rates": rates, "memory": told}


def main() -> None:
    given = common.arguments(__doc__)
    before = common.machine()
    letters, some = (20, 20) if given.quick else (1_000, 400)
    common.pin(0)
    KEYS.update({kind: new_key(kind) for kind in KEYS})
    workers: dict[str, list[float]] = {}
    with common.databases() as made:
        for late in ((), (LATE_MS,)):
            with sink(*late) as (host, port):
                if not late:
                    found = alone(given, letters, made, (host, port))
                for repeat in range(given.repeats):
                    for hands in (1, 4):
                        common.say(f"the worker by {hands}, run {repeat + 1} of {given.repeats}, late: {late}")
                        rate = by_worker(made.sqlite(), some, host, port, hands)
                        workers.setdefault(f"hands_{hands}{'_late' * bool(late)}", []).append(rate[0])
                        workers.setdefault(f"hands_{hands}{'_late' * bool(late)}_a_cpu_second", []).append(rate[1])
    figures = {name: common.spread(values) for name, values in found["rates"].items()}
    by_hands = {name: common.spread(values) for name, values in workers.items()}
    report = {
        "unit": "letters a second", "letters": letters, "letter_octets": found["octets"], **figures,
        "whole_to_smtplib": common.ratio(figures["whole"], figures["smtplib"]),
        "ours_to_smtplib": common.ratio(figures["ours"], figures["smtplib"]),
        "whole_to_write": common.ratio(figures["whole"], figures["write"]),
        "worker": by_hands,
        "worker_4_hands_to_1": common.ratio(by_hands["hands_4"], by_hands["hands_1"]),
        "worker_4_hands_to_1_late": common.ratio(by_hands["hands_4_late"], by_hands["hands_1_late"]),
        "memory": found["memory"],
    }  # fmt: skip
    common.report("sending", given, report, before)


if __name__ == "__main__":
    main()
