"""A month of simulated shoppers: no law is broken, the same seed gives the same digest, and the people are as people are."""

import json
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from top_world import environment, new_url

from softsell import load
from softsell.core import events as ev
from softsell.core.identity import Arrival
from softsell.demo import month
from softsell.demo.buyers import TROUBLES, Buyer, buyer, life

COUNTED = {
    "events", "carts", "abandoned", "not_asked", "asked", "held_out", "skipped", "held", "unsure", "people_asked",
    "people_held_out", "answered", "recommended", "concerns", "satisfied", "closed", "handed_over", "bought",
    "repeat_bought", "stopped", "law_violations", "violations", "recovered", "digest",
}  # fmt: skip


def live(*words: str) -> dict[str, Any]:
    """What `softsell demo --headless --json` counts, in a process of its own."""
    command = [sys.executable, "-m", "softsell.cli", "demo", "--headless", "--json", *words]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    counted: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return counted


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """Three hundred people for thirty days."""
    return live("--shoppers", "300", "--days", "30", "--seed", "2")


def test_no_law_is_broken_in_a_month(whole: dict[str, Any]) -> None:
    assert whole["violations"] == []
    assert whole["law_violations"] == 0


def test_the_month_counts_what_it_promises(whole: dict[str, Any]) -> None:
    assert whole.keys() == COUNTED
    assert sum(whole["not_asked"].values()) <= whole["abandoned"] <= whole["carts"]
    assert whole["events"] > 2000


def test_both_arms_are_there_and_everything_happens(whole: dict[str, Any]) -> None:
    assert whole["people_asked"] > whole["people_held_out"] > 0
    assert whole["asked"] >= whole["people_asked"]
    assert {"no_address", "no_basis", "newer_cart", "bot"} <= whole["not_asked"].keys()
    for name in ("answered", "recommended", "concerns", "satisfied", "closed", "bought", "repeat_bought"):
        assert whole[name] > 0, name
    assert (whole["held"], whole["unsure"], whole["recovered"]) == (0, 0, 0)
    assert whole["answered"] >= whole["satisfied"] >= whole["closed"] > 0


def test_the_same_seed_gives_the_same_digest_and_another_another(tmp_path: Path) -> None:
    size = ("--shoppers", "60", "--days", "10")
    one, two = live(*size, "--seed", "4"), live(*size, "--seed", "4", "--database", f"sqlite:{tmp_path / 'kept.db'}")
    assert one == two
    assert live(*size, "--seed", "5")["digest"] != one["digest"]
    again = live(*size, "--seed", "4", "--database", f"sqlite:{tmp_path / 'kept.db'}")
    assert again["digest"] == one["digest"], "a month that was lived is not lived again"


def test_sqlite_and_postgres_end_alike(tmp_path: Path) -> None:
    size = ("--shoppers", "150", "--days", "14", "--seed", "6")
    one, other = live(*size), live(*size, "--database", new_url("postgres", tmp_path))
    assert other == one
    assert one["law_violations"] == 0


def test_nobody_at_all_is_a_quiet_month() -> None:
    empty = live("--shoppers", "0", "--days", "2")
    assert (empty["events"], empty["carts"], empty["asked"]) == (0, 0, 0)


# -- the people, without a database --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lives() -> list[tuple[Buyer, list[Arrival]]]:
    """Three thousand people for thirty days."""
    catalogue = load.read_catalogue(load.sample_folder() / "catalogue.json")
    people = [buyer(1, n, catalogue) for n in range(3000)]
    return [(one, life(1, one, catalogue, month.START, 30)) for one in people]


def sessions(lives: list[tuple[Buyer, list[Arrival]]]) -> dict[tuple[int, str], set[str]]:
    """What happened in each visit, by its kinds; the number of the visit is in the ids of its events."""
    found: dict[tuple[int, str], set[str]] = {}
    for person, arrivals in lives:
        for arrival in arrivals:
            visit = arrival.event.id.split(".")[1]
            name = type(arrival.event).__name__
            if arrival.event.id.endswith(".again"):
                continue
            found.setdefault((person.n, visit), set()).add(name)
    return found


def covers(order: ev.Ordered, cart_id: str, product: str, since: datetime) -> bool:
    """Whether an order retires a line; counted here once more, without the core."""
    named = order.cart_id == cart_id or any(line.product_id == product for line in order.lines)
    return named and order.at >= since - timedelta(minutes=5)


def stands(lines: dict[str, datetime], cart_id: str, orders: list[ev.Ordered]) -> bool:
    return any(not any(covers(o, cart_id, product, at) for o in orders) for product, at in lines.items())


def test_about_three_in_four_carts_are_left(lives: list[tuple[Buyer, list[Arrival]]]) -> None:
    carts = left = 0
    for _, arrivals in lives:
        orders = [a.event for a in arrivals if isinstance(a.event, ev.Ordered)]
        held: dict[str, dict[str, datetime]] = {}
        for one in (a.event for a in arrivals if isinstance(a.event, ev.Added)):
            held.setdefault(one.cart_id, {})[one.line.product_id] = one.at
        carts += len(held)
        left += sum(stands(lines, cart_id, orders) for cart_id, lines in held.items())
    assert carts > 2000
    assert 0.70 <= left / carts <= 0.76, left / carts


def test_two_thirds_of_buying_visits_hold_no_cart_event(lives: list[tuple[Buyer, list[Arrival]]]) -> None:
    visits = [kinds for kinds in sessions(lives).values() if "Ordered" in kinds]
    direct = sum("Added" not in kinds for kinds in visits)
    assert len(visits) > 1000
    assert 0.62 <= direct / len(visits) <= 0.71, direct / len(visits)


def test_some_events_come_twice_and_some_late(lives: list[tuple[Buyer, list[Arrival]]]) -> None:
    everything = [arrival for _, arrivals in lives for arrival in arrivals]
    ids = Counter(arrival.event.id for arrival in everything)
    twice = sum(n - 1 for n in ids.values())
    late = [a for a in everything if a.received - a.event.at > timedelta(minutes=1)]
    assert max(ids.values()) == 2
    assert 0.02 <= twice / len(ids) <= 0.04
    assert 0.03 <= len(late) / len(everything) <= 0.09
    assert all(a.received >= a.event.at for a in everything)
    assert max(a.received - a.event.at for a in everything) > timedelta(hours=6)


def test_every_life_is_told_in_order_of_arrival(lives: list[tuple[Buyer, list[Arrival]]]) -> None:
    for _, arrivals in lives:
        assert all(a.received <= b.received for a, b in pairwise(arrivals))
        assert all(a.event.at >= month.START for a in arrivals)
    out_of_order = sum(a.event.at > b.event.at for _, arrivals in lives for a, b in pairwise(arrivals))
    assert out_of_order > 100


def test_gaps_have_heavy_tails(lives: list[tuple[Buyer, list[Arrival]]]) -> None:
    gaps = sorted(
        (b - a).total_seconds()
        for _, arrivals in lives
        for a, b in pairwise(sorted({arrival.event.at for arrival in arrivals}))
    )
    half, far = gaps[len(gaps) // 2], gaps[len(gaps) * 99 // 100]
    mean = sum(gaps) / len(gaps)
    assert mean > 20 * half, "an exponential of this median would have a mean of one and a half times it"
    assert far > 1000 * half


def test_the_people_are_mixed_as_they_are_said_to_be(lives: list[tuple[Buyer, list[Arrival]]]) -> None:
    people = [person for person, _ in lives]
    share = {name: sum(map(test, people)) / len(people) for name, test in SHARES.items()}
    assert share == {name: pytest.approx(expected, abs=0.04) for name, expected in EXPECTED.items()}
    assert {person.trouble for person in people} == set(TROUBLES)
    assert len({person.address for person in people if person.address}) == sum(bool(p.address) for p in people)


SHARES = {
    "icelandic": lambda p: p.language == "is",
    "agreed": lambda p: p.consent == "yes",
    "refused": lambda p: p.consent == "no",
    "bots": lambda p: p.bot,
    "known": lambda p: bool(p.address) and not p.bot,
}
EXPECTED = {"icelandic": 0.62, "agreed": 0.48, "refused": 0.14, "bots": 0.03, "known": 0.60}


def test_the_same_seed_is_the_same_people_whatever_the_hash_seed() -> None:
    code = (
        "from softsell import load; from softsell.demo import month; from softsell.demo.buyers import buyer, life\n"
        "c = load.read_catalogue(load.sample_folder() / 'catalogue.json')\n"
        "print([life(3, buyer(3, n, c), c, month.START, 30) for n in range(40)])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env=environment(PYTHONHASHSEED=seed), capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert len(next(iter(said))) > 10_000
